module handshakematrix/launcher

go 1.24
