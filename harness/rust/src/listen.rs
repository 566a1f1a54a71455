//! Connections and listeners of both networks, and TLS on top of them.
use futures_util::{Stream, StreamExt, stream::BoxStream};
use std::{future::ready, io};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream, UnixListener, UnixStream},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_stream::wrappers::{TcpListenerStream, UnixListenerStream};
use tonic::transport::server::Connected;

/// A client that is slow in its handshake holds up nobody, up to this many at once.
const HANDSHAKES_AT_ONCE: usize = 1024;

/// The DER of the client certificate that rustls authenticated; each request has it among its extensions.
#[derive(Clone)]
pub struct PeerCertificate(pub Option<Vec<u8>>);

pub trait Io: AsyncRead + AsyncWrite + Send + Unpin {
    fn peer_certificate(&self) -> PeerCertificate {
        PeerCertificate(None)
    }
}

impl Io for TcpStream {}
impl Io for UnixStream {}
impl Io for TlsStream<Box<dyn Io>> {
    fn peer_certificate(&self) -> PeerCertificate {
        let leaf = self.get_ref().1.peer_certificates().and_then(|chain| chain.first());
        PeerCertificate(leaf.map(|der| der.to_vec()))
    }
}

impl Connected for Box<dyn Io> {
    type ConnectInfo = PeerCertificate;

    fn connect_info(&self) -> PeerCertificate {
        self.peer_certificate()
    }
}

pub struct Listener {
    /// With the port that was chosen.
    pub address: String,
    pub incoming: BoxStream<'static, io::Result<Box<dyn Io>>>,
}

/// A network other than `unix` is TCP.
pub async fn listen(
    network: &str,
    address: &str,
    tls: Option<TlsAcceptor>,
) -> io::Result<Listener> {
    if network == "unix" {
        let accepted = UnixListenerStream::new(UnixListener::bind(address)?).map(|accepted| {
            let io: Box<dyn Io> = Box::new(accepted?);
            Ok(io)
        });
        return Ok(Listener { address: address.into(), incoming: secured(accepted, tls) });
    }
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?.to_string();
    let accepted = TcpListenerStream::new(listener).map(|accepted| prompt(accepted?));
    Ok(Listener { address, incoming: secured(accepted, tls) })
}

/// A network other than `unix` is TCP.
pub async fn dial(network: &str, address: &str) -> io::Result<Box<dyn Io>> {
    if network == "unix" {
        return Ok(Box::new(UnixStream::connect(address).await?));
    }
    prompt(TcpStream::connect(address).await?)
}

/// Without Nagle's algorithm, as tonic's own connections are.
fn prompt(io: TcpStream) -> io::Result<Box<dyn Io>> {
    io.set_nodelay(true)?;
    Ok(Box::new(io))
}

fn secured(
    accepted: impl Stream<Item = io::Result<Box<dyn Io>>> + Send + 'static,
    tls: Option<TlsAcceptor>,
) -> BoxStream<'static, io::Result<Box<dyn Io>>> {
    accepted
        .map(move |io| handshake(io, tls.clone()))
        .buffer_unordered(HANDSHAKES_AT_ONCE)
        .filter_map(|connection| {
            // One that fails is not the listener's end.
            ready(connection.inspect_err(|error| eprintln!("connection refused: {error}")).ok())
        })
        .map(Ok)
        .boxed()
}

async fn handshake(
    io: io::Result<Box<dyn Io>>,
    tls: Option<TlsAcceptor>,
) -> io::Result<Box<dyn Io>> {
    match tls {
        None => io,
        Some(tls) => Ok(Box::new(tls.accept(io?).await?)),
    }
}
