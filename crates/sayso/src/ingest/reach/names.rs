//! What a name stands for, looked at in the moment of connecting.

use super::{Reach, address};
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// Who says which addresses a name stands for: the system, unless somebody else is handed in.
#[derive(Clone, Default)]
pub struct Names {
    ask: Option<Arc<Ask>>,
    stand_ins: Vec<(IpAddr, SocketAddr)>,
}

type Ask = dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync;

impl Names {
    /// Names as `ask` tells them, once for every connection; an error, or no address, is a name that does not exist.
    #[must_use]
    pub fn told_by(ask: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Self {
        Self { ask: Some(Arc::new(ask)), stand_ins: Vec::new() }
    }

    /// For tests, which must not leave the machine: a connection that may go to `address` goes to `server` instead. What
    /// is judged is `address`, so that this opens nothing that is closed.
    #[must_use]
    pub fn stand_in(mut self, address: IpAddr, server: SocketAddr) -> Self {
        self.stand_ins.push((address, server));
        self
    }

    fn look_up(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error> {
        let Some(ask) = &self.ask else {
            return Ok(DefaultResolver::default().resolve(uri, config, timeout)?.to_vec());
        };
        let url = parsed(uri)?;
        let found = match url.host() {
            Some(Host::Domain(name)) => ask(name)?,
            Some(Host::Ipv4(ip)) => vec![ip.into()],
            Some(Host::Ipv6(ip)) => vec![ip.into()],
            None => Vec::new(),
        };
        let port = url.port_or_known_default().ok_or(ureq::Error::HostNotFound)?;
        Ok(found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect())
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = if self.ask.is_some() { "somebody handed in" } else { "the system" };
        f.debug_struct("Names").field("told_by", &by).field("stand_ins", &self.stand_ins).finish()
    }
}

/// The look-up of one connection, which goes to the addresses that this gives and asks nobody again.
#[derive(Debug)]
pub(in crate::ingest) struct Lookup {
    pub(in crate::ingest) reach: Reach,
    pub(in crate::ingest) names: Names,
}

impl Resolver for Lookup {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.look_up(uri, config, timeout);
        let found = match &self.reach {
            Reach::Anywhere => found?,
            Reach::Public(public) => {
                // A name that does not exist and one that is refused are one and the same to whoever asked.
                let found = found.map_err(|error| match error {
                    ureq::Error::Timeout(_) => error,
                    _ => ureq::Error::HostNotFound,
                })?;
                // One address that is closed closes the name: nobody publishes such beside public ones but by mistake, or
                // for the reader to be led inside when the first one does not answer.
                let open = |it: &SocketAddr| address::is_public(it.ip()) && !address::is_own(it.ip());
                if !public.names(&parsed(uri)?) && !found.iter().all(open) {
                    return Err(ureq::Error::HostNotFound);
                }
                found
            }
        };
        let mut kept = self.empty();
        for it in found {
            let server = self.names.stand_ins.iter().find(|(ip, _)| *ip == it.ip()).map_or(it, |(_, server)| *server);
            if kept.try_push(server).is_err() {
                break;
            }
        }
        if kept.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(kept) }
    }
}

fn parsed(uri: &Uri) -> Result<Url, ureq::Error> {
    Url::parse(&uri.to_string()).map_err(|_| ureq::Error::HostNotFound)
}
