"""The other end of tunnels: a port for each way in which a program may behave.

Data is blocks of 64 KiB that begin with their number, so that none can be missing, doubled or out of order.
"""
import hashlib
import json
import socket
import struct
import threading
import time

BLOCK = 64 * 1024
FILLING = bytes(at * 31 % 251 for at in range(BLOCK - 8))

# What the last connection that only reads has got.
last = {}


def echo(connection):
    """Gives back all it gets."""
    while data := connection.recv(BLOCK):
        connection.sendall(data)


def source(connection):
    """Is asked for a number of blocks in a line, sends them and closes."""
    for number in range(int(connection.makefile("r").readline())):
        connection.sendall(struct.pack(">Q", number) + FILLING)


def sink(connection, pause=0.0):
    """Reads to the end, and keeps what it was."""
    digest = hashlib.sha256()
    count = 0
    while data := connection.recv(BLOCK):
        digest.update(data)
        count += len(data)
        time.sleep(pause)
    last.update(bytes=count, sha256=digest.hexdigest())


def slow_sink(connection):
    """Reads at most 16 MiB a second."""
    sink(connection, 1 / 256)


def told(connection):
    """What the last one of these has read."""
    connection.sendall(json.dumps(last).encode())


def drip(connection):
    """Says a little, again and again."""
    for _ in range(20):
        connection.sendall(b"x" * 1024)
        time.sleep(0.1)


def half(connection):
    """Has nothing more to say, and would go on to listen."""
    connection.sendall(b"bye")
    connection.shutdown(socket.SHUT_WR)
    sink(connection)


def reset(connection):
    """Is asked for something, begins to answer, and is gone."""
    connection.recv(1)
    connection.sendall(FILLING)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def serve(port, handle):
    server = socket.create_server(("0.0.0.0", port))
    if handle is slow_sink:
        # Those that are accepted inherit it.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BLOCK)

    def talk(connection):
        with connection:
            try:
                handle(connection)
            except OSError:
                pass  # the other end is gone

    while True:
        threading.Thread(target=talk, args=(server.accept()[0],), daemon=True).start()


for port, handle in enumerate((echo, source, sink, slow_sink, told, drip, half, reset), 7001):
    threading.Thread(target=serve, args=(port, handle), daemon=True).start()
threading.Event().wait()
