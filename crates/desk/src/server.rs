//! Connections: how many at once, how long each may take for what, TLS, and the end.

use crate::desk::Desk;
use crate::guard::Guard;
use crate::{Limits, Options, form, routes};
use axum::extract::Request;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tower::ServiceExt as _;

/// How long requests that are being answered may still take once the desk closes.
const CLOSING: Duration = Duration::from_secs(10);

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
            .max_blocking_threads(options.threads + options.limits.questions + 8)
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            let guard = Arc::new(Guard::new(&options));
            let desk = Arc::new(Desk::new(&mut options));
            accept(listener, tls, routes::router(desk, guard, options.log), options.limits, stopped).await;
            Ok::<(), io::Error>(())
        })?;
        runtime.shutdown_timeout(CLOSING);
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
    let places = Arc::new(Semaphore::new(limits.connections));
    let closing = Arc::new(GracefulShutdown::new());
    loop {
        // A place first: connections beyond the limit wait in the listener's queue.
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            _ = stopped.wait_for(|it| *it) => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|it| *it) => break,
        };
        let (Ok(place), Ok((stream, _))) = (place, accepted) else {
            // No file descriptors, for one: it passes.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (tls, router, closing) = (tls.clone(), router.clone(), closing.watcher());
        tokio::spawn(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            match tls {
                None => connection(stream, router, limits, closing).await,
                Some(tls) => {
                    if let Ok(Ok(stream)) = tokio::time::timeout(limits.head_time, tls.accept(stream)).await {
                        connection(stream, router, limits, closing).await;
                    }
                }
            }
        });
    }
    drop(listener);
    if let Ok(closing) = Arc::try_unwrap(closing) {
        let _ = tokio::time::timeout(CLOSING, closing.shutdown()).await;
    }
}

/// Answers one connection until it ends. A head that does not come, as from a peer that sends a byte now and then, ends it.
async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: axum::Router,
    limits: Limits,
    closing: hyper_util::server::graceful::Watcher,
) {
    let service =
        router.map_request(|request: Request<hyper::body::Incoming>| form::told(request.map(axum::body::Body::new)));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    // What a peer does wrong is no news.
    let _ = closing.watch(connection).await;
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
