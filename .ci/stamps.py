"""A time stamp service on loopback (RFC 3161 3.4), answered by openssl.

    stamps.py CONFIG PORT_FILE

Writes its port into PORT_FILE once it listens, and serves until it is killed.
"""

import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

config, port_file = sys.argv[1:]


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        with tempfile.NamedTemporaryFile() as file:
            file.write(query)
            file.flush()
            reply = subprocess.run(
                ["openssl", "ts", "-reply", "-config", config, "-queryfile", file.name],
                check=True,
                capture_output=True,
            ).stdout
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
Path(port_file + ".new").write_text(str(server.server_port))
Path(port_file + ".new").rename(port_file)
server.serve_forever()
