//! Which addresses everybody reaches, after IANA's registries of special-purpose addresses (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Nets of IPv4 that not everybody reaches, or nobody: the first address, and how many bits of it tell the net.
const CLOSED_4: [(Ipv4Addr, u32); 18] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),        // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // behind the NAT of a carrier
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // what Azure tells its machines, at an address that looks public
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local, and the metadata of most clouds
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocols of the IETF, and the metadata of Oracle's cloud
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // relays of 6to4
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // multicast
    (Ipv4Addr::new(233, 252, 0, 0), 24),   // documentation
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // reserved
    (Ipv4Addr::BROADCAST, 32),
];

/// All of IPv6 that is given out to be reached by everybody: loopback, link-local, unique local, multicast, mapped and
/// compatible IPv4 and whatever will be set apart some day lie outside.
const OPEN_6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Nets within [`OPEN_6`] that are not.
const CLOSED_6: [(Ipv6Addr, u32); 4] = [
    // Protocols of the IETF, benchmarks, Teredo. It and 6to4 carry an IPv4 address; no site is published at either, so
    // that they are not worth the care of taking it out.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),     // 6to4
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),     // documentation
];

/// Where a network that has IPv6 alone shows its machines the rest of the world: each ends in an IPv4 address.
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// Zones of names that mean this machine or this network, whatever a server of names says.
const LOCAL: [&str; 5] = ["localhost", "local", "internal", "lan", "home.arpa"];

/// Whether everybody reaches this address.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !CLOSED_4.iter().any(|&(net, bits)| (ip.to_bits() ^ net.to_bits()) >> (32 - bits) == 0),
        IpAddr::V6(ip) => {
            let within = |&(net, bits): &(Ipv6Addr, u32)| (ip.to_bits() ^ net.to_bits()) >> (128 - bits) == 0;
            if within(&NAT64) {
                let [.., a, b, c, d] = ip.octets();
                return is_public(Ipv4Addr::new(a, b, c, d).into());
            }
            within(&OPEN_6) && !CLOSED_6.iter().any(within)
        }
    }
}

/// Whether a public address is this machine's own: a fetch from itself comes in past whatever guards it from outside.
/// Nothing is sent; the system is asked whether something could be received there.
pub(super) fn is_own(ip: IpAddr) -> bool {
    let binds = |ip: IpAddr| UdpSocket::bind((ip, 0)).is_ok();
    // Some systems let any address be bound, which tells nothing then. Nobody has these.
    let nobodys = match ip {
        IpAddr::V4(_) => IpAddr::from(Ipv4Addr::new(192, 0, 2, 1)),
        IpAddr::V6(_) => IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
    };
    binds(ip) && !binds(nobodys)
}

/// Whether a name means this machine or this network.
pub(in crate::ingest) fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let within = |zone: &str| name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    LOCAL.into_iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(ip: &str) -> bool {
        is_public(ip.parse().expect(ip))
    }

    /// The first and last address of each net, and the neighbours outside it.
    #[test]
    fn nets_to_their_edges() {
        for (inside, outside) in [
            (["0.0.0.0", "0.255.255.255"], vec!["1.0.0.0"]),
            (["10.0.0.0", "10.255.255.255"], vec!["9.255.255.255", "11.0.0.0"]),
            (["100.64.0.0", "100.127.255.255"], vec!["100.63.255.255", "100.128.0.0"]),
            (["127.0.0.0", "127.255.255.255"], vec!["126.255.255.255", "128.0.0.0"]),
            (["168.63.129.16", "168.63.129.16"], vec!["168.63.129.15", "168.63.129.17"]),
            (["169.254.0.0", "169.254.255.255"], vec!["169.253.255.255", "169.255.0.0"]),
            (["172.16.0.0", "172.31.255.255"], vec!["172.15.255.255", "172.32.0.0"]),
            (["192.0.0.0", "192.0.0.255"], vec!["191.255.255.255", "192.0.1.0"]),
            (["192.0.2.0", "192.0.2.255"], vec!["192.0.1.255", "192.0.3.0"]),
            (["192.88.99.0", "192.88.99.255"], vec!["192.88.98.255", "192.88.100.0"]),
            (["192.168.0.0", "192.168.255.255"], vec!["192.167.255.255", "192.169.0.0"]),
            (["198.18.0.0", "198.19.255.255"], vec!["198.17.255.255", "198.20.0.0"]),
            (["198.51.100.0", "198.51.100.255"], vec!["198.51.99.255", "198.51.101.0"]),
            (["203.0.113.0", "203.0.113.255"], vec!["203.0.112.255", "203.0.114.0"]),
            (["224.0.0.0", "255.255.255.255"], vec!["223.255.255.255"]),
            (["::", "1fff:ffff::"], vec!["2400::"]),
            (["::1", "::7f00:1"], vec![]),
            (["::ffff:0.0.0.0", "::ffff:93.184.216.34"], vec![]),
            (["64:ff9b::a00:1", "64:ff9b::a9fe:a9fe"], vec!["64:ff9b::5db8:d822"]),
            (["64:ff9b:1::5db8:d822", "100::1"], vec![]),
            (["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"], vec!["2001:200::"]),
            (["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"], vec!["2001:db7::", "2001:db9::"]),
            (["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], vec!["2003::"]),
            (["3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"], vec!["3ffe::", "3fff:1000::"]),
            (["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], vec!["3fff:ffff::"]),
            (["fc00::", "fdff::1"], vec![]),
            (["fe80::1", "febf::1"], vec![]),
            (["fec0::1", "ff02::1"], vec![]),
        ] {
            for ip in inside {
                assert!(!public(ip), "{ip}");
            }
            for ip in outside {
                assert!(public(ip), "{ip}");
            }
        }
    }

    #[test]
    fn ones_own_addresses() {
        assert!(is_own(Ipv4Addr::LOCALHOST.into()));
        assert!(!is_own(Ipv4Addr::new(198, 51, 100, 7).into()));
        assert!(!is_own(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 7).into()));
    }
}
