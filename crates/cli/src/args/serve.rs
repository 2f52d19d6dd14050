//! Arguments of `sayso serve`.

use super::ledger::LedgerFile;
use crate::inputs::Allowed;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

pub(crate) const SERVE_EXAMPLES: &str = "\
Examples:
  sayso serve                                  read, check and search at http://127.0.0.1:7297
  sayso serve --ledger march.ledger            with the reports of this ledger
  sayso serve --listen 127.0.0.1:0             at any free port, which is printed
  sayso serve --listen 0.0.0.0:443 --host desk.example.org --token-file token --tls-cert cert.pem --tls-key key.pem
                                               for a newsroom: TLS, and a token to sign in with
  sayso serve --host desk.example.org --token-file token --behind-proxy
                                               behind a proxy on this machine that speaks TLS
  curl -d '{\"text\": \"It rained, the mayor said.\"}' -H 'Content-Type: application/json' http://127.0.0.1:7297/api/v1/read
                                               ask it from a program; /api/v1/openapi.json describes all of it";

/// Arguments of `sayso serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// Where to listen; beyond this machine only with --token-file, and with --tls-cert or --behind-proxy
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7297")]
    pub(crate) listen: SocketAddr,
    /// A name, beside this machine's own, that the desk goes by; may be given more than once
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// A host, or host:port, of one's own network whose addresses may be read; else public ones alone are. May be given more than once
    #[arg(long = "allow-host", value_name = "HOST")]
    pub(crate) allowed: Vec<Allowed>,
    /// File whose first line everybody must know to use the desk
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Certificate for TLS, as PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its key, as PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// A proxy in front of the desk speaks TLS with those who use it
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// Table of parties and their codes that goes before the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) parties: Option<PathBuf>,
    /// How many reports to read at once [default: one a core]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Seconds until a web address is given up [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub(crate) timeout: Option<u16>,
    /// Write no line about each request
    #[arg(long)]
    pub(crate) quiet: bool,
}
