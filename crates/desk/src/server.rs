//! Connections: from where they are accepted to where the desk closes; TLS.

use crate::connection::{self, Patient, Places};
use crate::desk::Desk;
use crate::guard::Guard;
use crate::{Limits, Options, routes};
use hyper_util::server::graceful::GracefulShutdown;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// How long requests that are being answered may still take once the desk closes.
const CLOSING: Duration = Duration::from_secs(8);

/// How long what they left behind may, on threads that cannot be ended: a fetch, a reading, a question.
const LEAVING: Duration = Duration::from_secs(1);

/// A desk that is open.
#[derive(Debug)]
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: std::thread::JoinHandle<io::Result<()>>,
}

impl Served {
    /// Asks it to close: no new connections; what is being answered is answered.
    pub fn stop(&self) {
        // Nobody listens any more if it has closed by itself.
        let _ = self.stop.send(true);
    }

    /// Whether it has closed.
    pub fn is_closed(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits until it has closed.
    ///
    /// # Errors
    /// If the runtime could not be started.
    pub fn wait(self) -> io::Result<()> {
        self.thread.join().unwrap_or_else(|_| Err(io::Error::other("the desk failed")))
    }
}

/// Opens a desk on threads of its own.
///
/// # Errors
/// If the address cannot be listened at, or the certificate or key cannot be read; the message names which.
pub fn serve(mut options: Options) -> io::Result<Served> {
    let tls = options.tls.as_ref().map(|(certificate, key)| acceptor(certificate, key)).transpose()?;
    let listener = std::net::TcpListener::bind(options.listen)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", options.listen)))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(options.threads + options.limits.questions + options.limits.fetches + 8)
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            let guard = Arc::new(Guard::new(&options));
            let desk = Arc::new(Desk::new(&mut options));
            accept(listener, tls, routes::router(desk, guard, options.log), options.limits, stopped).await;
            Ok::<(), io::Error>(())
        })?;
        runtime.shutdown_timeout(LEAVING);
        Ok(())
    });
    Ok(Served { address, stop, thread })
}

async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: axum::Router,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let places = Places::new(limits.connections);
    let closing = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|it| *it) => break,
        };
        let Ok((stream, from)) = accepted else {
            // No file descriptors, for one: it passes.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let place = tokio::select! {
            place = places.take(from.ip()) => place,
            _ = stopped.wait_for(|it| *it) => break,
        };
        let (tls, router, closing) = (tls.clone(), router.clone(), closing.watcher());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let stream = Patient::new(stream, limits);
            let answered = async {
                match tls {
                    None => connection::answer(stream, &place.peer, router, limits, closing).await,
                    Some(tls) => {
                        if let Ok(Ok(stream)) = tokio::time::timeout(limits.head_time, tls.accept(stream)).await {
                            connection::answer(stream, &place.peer, router, limits, closing).await;
                        }
                    }
                }
            };
            tokio::select! {
                () = answered => {}
                () = place.peer.sent_away() => {}
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(CLOSING, closing.shutdown()).await;
}

fn acceptor(certificate: &Path, key: &Path) -> io::Result<TlsAcceptor> {
    let at =
        |path: &Path, why: String| io::Error::new(io::ErrorKind::InvalidInput, format!("{}: {why}", path.display()));
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| at(certificate, error.to_string()))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| at(key, error.to_string()))?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, private);
    Ok(TlsAcceptor::from(Arc::new(config.map_err(|error| at(certificate, error.to_string()))?)))
}
