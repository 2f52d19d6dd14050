//! A server on the loopback interface that answers as a test wants it to, and a bomb for it to send.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};

/// Answers every request by `answer`, which is given the path and writes to the stream; the server's address.
pub(crate) fn serve(answer: fn(&str, &mut TcpStream) -> std::io::Result<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut stream = stream;
                let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                lines.find(String::is_empty);
                let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
                // The client may have hung up: that is its right.
                let _ = answer(&path, &mut stream);
            });
        }
    });
    format!("http://{address}")
}

pub(crate) fn respond(stream: &mut TcpStream, head: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(body)
}

/// A gzip stream of 258 × `repeats` + 1 letters *a*, in about two bytes for every 258: one literal, and copies of the
/// letter before in the fixed code of RFC 1951.
pub(crate) fn bomb(repeats: usize) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let (mut byte, mut filled) = (0_u8, 0);
    let mut bit = |out: &mut Vec<u8>, one: bool| {
        byte |= u8::from(one) << filled;
        filled += 1;
        if filled == 8 {
            out.push(byte);
            (byte, filled) = (0, 0);
        }
    };
    // Last block, fixed code; then `a`, as 0x30 + 97 in eight bits.
    for one in [true, true, false] {
        bit(&mut out, one);
    }
    for at in (0..8).rev() {
        bit(&mut out, (0x30_u8 + 97) >> at & 1 == 1);
    }
    // Length 258 is 11000101, distance 1 is 00000.
    for _ in 0..repeats {
        for one in [true, true, false, false, false, true, false, true, false, false, false, false, false] {
            bit(&mut out, one);
        }
    }
    for _ in 0..16 {
        bit(&mut out, false);
    }
    out
}
