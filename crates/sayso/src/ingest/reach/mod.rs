//! Which servers may be asked: any, or, on behalf of others, only those that everybody reaches.
//!
//! Whoever fetches for strangers lends them its place in the network: a page that takes an address could be made to ask
//! what only the server reaches (its own ports, its neighbours, the metadata of a cloud). Under [`Reach::Public`] an
//! address is judged twice: as it is written, before anybody is asked, and by what its name stands for, in the resolver,
//! whose addresses the connection then goes to without another look-up, so that a name cannot change in between.

mod address;
mod names;

pub use names::Names;

pub(super) use address::is_local;
pub(super) use names::Lookup;

use super::error::{Error, ErrorKind, Fault};
use std::net::IpAddr;
use std::str::FromStr;
use url::{Host, Url};

/// Which servers may be asked for an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Any that this machine reaches, through the proxy that the environment names if there is one: for those who fetch
    /// for themselves.
    #[default]
    Anywhere,
    /// Those that everybody reaches, and never through a proxy: for those who fetch on behalf of others.
    Public(Public),
}

/// What [`Reach::Public`] lets through. Whatever it does not is refused in the same words, with
/// [`ErrorKind::Refused`], as is a name that does not exist: an error tells nothing of what stands where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Hosts that may be asked wherever they are, such as an intranet's own site.
    pub hosts: Vec<Allowed>,
    /// The ports that hosts are asked at, but for those that are allowed with a port of their own.
    pub ports: Vec<u16>,
}

impl Default for Public {
    fn default() -> Self {
        Self { hosts: Vec::new(), ports: vec![80, 443, 8080, 8443] }
    }
}

/// A host that may be asked wherever it is: `intranet.example` at the usual ports, `intranet.example:9000` at that one
/// alone; `10.0.0.7` and `[fd00::7]:9000` likewise. Other names and other spellings of the same machine are other hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    host: Host,
    port: Option<u16>,
}

impl FromStr for Allowed {
    type Err = Error;

    fn from_str(told: &str) -> Result<Self, Error> {
        let fault = || Error::new(ErrorKind::Address, told, "is neither a host nor host:port");
        if let Ok(ip) = told.parse::<IpAddr>() {
            let host = match ip {
                IpAddr::V4(ip) => Host::Ipv4(ip),
                IpAddr::V6(ip) => Host::Ipv6(ip),
            };
            return Ok(Self { host, port: None });
        }
        let (host, port) = match told.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().map_err(|_| fault())?)),
            _ => (told, None),
        };
        // A star would be taken for the name of a host, and silently allow nothing.
        if host.contains('*') {
            return Err(fault());
        }
        Ok(Self { host: bare(Host::parse(host).map_err(|_| fault())?), port })
    }
}

impl Reach {
    /// Whether an address may be asked as far as its writing tells; what its name stands for is looked at by [`Lookup`].
    pub(super) fn admits(&self, url: &Url) -> bool {
        let Self::Public(public) = self else { return true };
        let web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let port = || url.port_or_known_default().is_some_and(|port| public.ports.contains(&port));
        web && (public.names(url) || (port() && !is_closed(url)))
    }

    /// Whether errors must not tell what answers.
    pub(super) fn is_public(&self) -> bool {
        matches!(self, Self::Public(_))
    }
}

impl Public {
    /// Whether this address is of a host that is allowed wherever it is.
    fn names(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else { return false };
        let host = bare(host.to_owned());
        let fits = |it: &Allowed| it.port.map_or_else(|| self.ports.contains(&port), |own| own == port);
        self.hosts.iter().any(|it| it.host == host && fits(it))
    }
}

/// What is answered to every address that is refused, and to every name that does not exist: two errors would tell the one
/// who asks which names and ports there are in a network that only the server sees.
pub(super) fn refused() -> Fault {
    Fault::new(
        ErrorKind::Refused,
        "no such public web server (addresses are http or https, on the usual ports, without a user name)",
    )
}

/// Whether an address tells by its writing that not everybody reaches it.
fn is_closed(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => !address::is_public(ip.into()),
        Some(Host::Ipv6(ip)) => !address::is_public(ip.into()),
        Some(Host::Domain(name)) => is_local(name),
        None => true,
    }
}

/// A host without the dot that may close a full name.
fn bare(host: Host) -> Host {
    match host {
        Host::Domain(name) => Host::Domain(name.trim_end_matches('.').to_owned()),
        ip => ip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(hosts: &[&str]) -> Reach {
        let hosts = hosts.iter().map(|it| it.parse().expect("a host")).collect();
        Reach::Public(Public { hosts, ..Public::default() })
    }

    fn admits(reach: &Reach, address: &str) -> bool {
        reach.admits(&Url::parse(address).expect(address))
    }

    #[test]
    fn addresses_as_they_are_written() {
        let reach = public(&[]);
        for fine in [
            "http://elsbypost.example/a",
            "https://elsbypost.example:8443/",
            "http://elsbypost.example:8080",
            "HTTP://93.184.216.34/",
            "http://[2606:2800:220:1:248:1893:25c8:1946]/",
        ] {
            assert!(admits(&reach, fine), "{fine}");
            assert!(admits(&Reach::Anywhere, fine), "{fine}");
        }
        for wrong in [
            "ftp://elsbypost.example/",
            "gopher://elsbypost.example:80/_",
            "file:///etc/hostname",
            "data:text/plain,a",
            "ws://elsbypost.example/",
            "http://elsbypost.example:22/",
            "https://elsbypost.example:0/",
            "http://ada@elsbypost.example/",
            "http://:secret@elsbypost.example/",
            "http://ada:secret@elsbypost.example/",
            "http://localhost/",
            "http://LOCALHOST.:8080/",
            "http://a.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://127.0.0.1/",
            "http://127.0.0.1./",
            "http://127.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://0x7f000001/",
            "http://%31%32%37.0.0.1/",
            "http://\u{ff11}\u{ff12}\u{ff17}\u{3002}0\u{3002}0\u{3002}1/",
            "http:\\\\127.0.0.1\\",
            "http:127.0.0.1/",
            "http:///127.0.0.1/",
            "http://0/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00:ec2::254]/",
        ] {
            assert!(!admits(&reach, wrong), "{wrong}");
            assert!(admits(&Reach::Anywhere, wrong), "{wrong}: judged by its scheme alone");
        }
    }

    #[test]
    fn hosts_that_the_operator_allows() {
        let reach = public(&["Intranet.example", "wiki.lan:9000", "10.0.0.7", "[fd00::7]:9000", "fd00::8"]);
        for fine in [
            "http://intranet.example/",
            "https://INTRANET.example.:8443/",
            "http://wiki.lan:9000/",
            "http://10.0.0.7/",
            "http://[fd00::7]:9000/",
            "http://[fd00::8]/",
        ] {
            assert!(admits(&reach, fine), "{fine}");
        }
        for wrong in [
            "http://intranet.example:9000/",
            "http://www.intranet.lan/",
            "http://wiki.lan/",
            "http://wiki.lan:9001/",
            "http://10.0.0.8/",
            "http://10.0.0.7:22/",
            "http://[fd00::7]/",
            "http://ada@10.0.0.7/",
            "http://10.0.0.7@10.0.0.8/",
            "ftp://10.0.0.7:80/",
        ] {
            assert!(!admits(&reach, wrong), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_host() {
        for wrong in
            ["", "*.example", "http://a.example", "a.example/x", "a.example:http", "a.example:99999", "[::1", "a b"]
        {
            let error = wrong.parse::<Allowed>().expect_err(wrong);
            assert_eq!(error.to_string(), format!("{wrong}: is neither a host nor host:port"));
        }
    }
}
