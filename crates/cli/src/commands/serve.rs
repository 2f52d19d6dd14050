//! `sayso serve`.

use crate::args::ServeArgs;
use crate::config::{self, Weights};
use crate::{inputs, output, watch};
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A token that can be guessed keeps nobody out.
const SHORTEST_TOKEN: usize = 16;

/// How often it is looked whether somebody wants to stop.
const TICK: Duration = Duration::from_millis(100);

/// Opens the desk, until it is interrupted.
///
/// # Errors
/// If it cannot listen, or would stand open to others without token and TLS.
pub(super) fn serve(args: &ServeArgs, weights: Option<Weights>) -> Result<ExitCode> {
    let config = config::load()?;
    let token = args.token_file.as_deref().map(token).transpose()?;
    let tls = args.tls_cert.clone().zip(args.tls_key.clone());
    let private = tls.is_some() || args.behind_proxy;
    if !args.listen.ip().is_loopback() && (token.is_none() || !private) {
        bail!(
            "{} can be reached from other machines: give --token-file, and --tls-cert with --tls-key or --behind-proxy",
            args.listen
        );
    }
    let mut reader = weights.unwrap_or_else(|| config.weights.value.clone()).reader()?;
    if let Some(table) = args.parties.as_ref().or(config.parties.value.as_ref()) {
        reader = reader.parties(config::parties(table)?);
    }
    let seconds = args.timeout.unwrap_or(config.timeout.value);
    let scheme = if tls.is_some() { "https" } else { "http" };
    let ledger = args.file.ledger.clone().unwrap_or_else(|| config.ledger.value.clone());
    // None yet is no fault: the first report that is added makes it. Whatever else is wrong is told now and not on every page.
    match sayso_ledger::Ledger::open_to_ask(&ledger) {
        Ok(_) => {}
        Err(error) if matches!(error.what, sayso_ledger::What::Missing) && !ledger.exists() => {}
        Err(error) => return Err(error.into()),
    }
    let stop = watch::interruptible()?;
    let desk = sayso_desk::serve(sayso_desk::Options {
        listen: args.listen,
        ledger,
        reader,
        threads: usize::from(args.threads.unwrap_or(config.threads.value)),
        ingest: inputs::options_for_others(args.allowed.clone(), Duration::from_secs(u64::from(seconds))),
        hosts: args.hosts.clone(),
        token,
        tls,
        behind_proxy: args.behind_proxy,
        log: if args.quiet { |_| {} } else { output::log },
        limits: sayso_desk::Limits::default(),
    })?;
    output::complain(&format!("the desk is open at {scheme}://{}; Ctrl-C closes it", desk.address));
    while !stop.load(Ordering::SeqCst) && !desk.is_closed() {
        std::thread::sleep(TICK);
    }
    desk.stop();
    desk.wait()?;
    output::complain("the desk is closed");
    Ok(ExitCode::SUCCESS)
}

/// The first line of a file.
fn token(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let token = text.lines().next().unwrap_or_default().trim().to_owned();
    if token.len() < SHORTEST_TOKEN {
        bail!("{}: a token has at least {SHORTEST_TOKEN} characters, in the first line", path.display());
    }
    Ok(token)
}
