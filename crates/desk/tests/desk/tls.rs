//! TLS with a certificate of one's own.

use crate::harness::Desk;
use crate::raw::{connect, header, is_well, rest, say, status};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// A certificate for this machine, and its key, in files that go with the test.
struct Files {
    folder: PathBuf,
    pem: String,
}

impl Files {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sayso-tls-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let pem = made.cert.pem();
        std::fs::write(folder.join("cert.pem"), &pem).unwrap();
        std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        Self { folder, pem }
    }

    fn desk(&self) -> Desk {
        let (certificate, key) = (self.folder.join("cert.pem"), self.folder.join("key.pem"));
        Desk::with(|options| {
            options.tls = Some((certificate, key));
            options.token = Some("a token of the tests".to_owned());
            options.limits.head_time = Duration::from_secs(1);
        })
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A client that trusts this certificate, and no other.
fn client(pem: Option<&str>) -> ureq::Agent {
    let roots = match pem {
        Some(pem) => RootCerts::new_with_certs(&[Certificate::from_pem(pem.as_bytes()).unwrap()]),
        None => RootCerts::WebPki,
    };
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    config.tls_config(TlsConfig::builder().root_certs(roots).build()).build().into()
}

fn get(client: &ureq::Agent, address: SocketAddr) -> Result<u16, ureq::Error> {
    client.get(format!("https://localhost:{}/health", address.port())).call().map(|it| it.status().as_u16())
}

#[test]
fn with_a_certificate_of_its_own() {
    let files = Files::new("own");
    let desk = files.desk();
    let client = client(Some(&files.pem));
    assert_eq!(get(&client, desk.address).unwrap(), 200);
    let sign_in = client.post(format!("https://127.0.0.1:{}/sign-in", desk.address.port()));
    let answer = sign_in.send_form([("token", "a token of the tests")]).unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(
        answer.status() == 303 && cookie.ends_with("; HttpOnly; SameSite=Strict; Max-Age=2592000; Secure"),
        "{cookie}"
    );
}

#[test]
fn nothing_is_told_without_it() {
    let files = Files::new("without");
    let desk = files.desk();
    assert!(get(&client(None), desk.address).is_err(), "a certificate that nobody signed is not trusted");
    let plain = say(desk.address, format!("GET /health HTTP/1.1\r\nHost: {}\r\n\r\n", desk.address).as_bytes());
    assert!(status(&plain) == 0 && header(&plain, "server").is_empty() && !plain.contains("ok"), "{plain}");
    // Who begins and does not go on is left.
    let begin = Instant::now();
    let mut slow = connect(desk.address);
    slow.write_all(&[0x16, 3, 1]).unwrap();
    assert_eq!(rest(&mut slow), "");
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(get(&client(Some(&files.pem)), desk.address).unwrap(), 200);
    // And the other way round, TLS where there is none.
    let open = Desk::new();
    assert!(client(Some(&files.pem)).get(format!("https://localhost:{}/health", open.address.port())).call().is_err());
    is_well(open.address);
}

#[test]
fn files_that_are_none() {
    let files = Files::new("none");
    let at = |name: &str| files.folder.join(name);
    let other = Files::new("other");
    std::fs::write(at("text.pem"), "no certificate").unwrap();
    for (certificate, key, named) in [
        ("gone.pem", at("key.pem"), "gone.pem"),
        ("cert.pem", at("gone.pem"), "gone.pem"),
        ("cert.pem", at("text.pem"), "text.pem"),
        ("text.pem", at("key.pem"), "text.pem"),
        ("cert.pem", other.folder.join("key.pem"), "cert.pem"),
    ] {
        let error = Desk::try_with(|options| options.tls = Some((at(certificate), key))).err().unwrap().to_string();
        assert!(error.contains(named) && !error.contains('\n'), "{error}");
    }
}
