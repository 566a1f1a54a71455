# The package, as it is published.
FROM node:24-bookworm AS package

WORKDIR /project
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run package && mv .build/package/handshake-matrix-*.tgz /handshake-matrix.tgz

# All toolchains of the matrix. The versions are those that docs/compatibility.md and docs/stacks.md name.
FROM golang:1.26-bookworm AS go

FROM rust:1.95-bookworm AS rust

FROM node:24-bookworm AS implementations

COPY --from=go /usr/local/go /usr/local/go
COPY --from=rust /usr/local/rustup /usr/local/rustup
COPY --from=rust /usr/local/cargo /usr/local/cargo
ENV PATH=/usr/local/go/bin:/usr/local/cargo/bin:$PATH RUSTUP_HOME=/usr/local/rustup

RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev maven openjdk-17-jdk-headless python3 python3-venv \
      g++ cmake make pkg-config libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc libssl-dev \
      nlohmann-json3-dev python3-cryptography python3-grpcio \
 && rm -rf /var/lib/apt/lists/*

COPY --from=package /handshake-matrix.tgz /tmp/
RUN npm install --global /tmp/handshake-matrix.tgz && rm /tmp/handshake-matrix.tgz

USER node
WORKDIR /home/node/project
# Builds the implementations of the default preset now, so that a run of it needs no network.
RUN mkdir -p matrix-results && handshake-matrix run --preset quick --out /tmp/first && rm -rf /tmp/first

ENTRYPOINT ["handshake-matrix"]
CMD ["run"]

FROM implementations AS intermediaries

USER root
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      nginx libnginx-mod-stream haproxy stunnel4 hitch nghttp2-proxy \
 && rm -rf /var/lib/apt/lists/*
USER node
# Builds what the routes need beside the distribution's packages. What comes of the cells is the business of a run.
RUN handshake-matrix run --preset routes --out /tmp/first; rm -rf /tmp/first
