"""Times rspamd on the header fields of messages, offline: one line of microseconds a file, the best of
several requests. Debian: rspamd, python3.

It runs as installed, with its local rules; what needs a network, Redis or training is off. So are
hfilter and once_received, which ask the DNS and wait: offline their time would be that of a timer.
Of each file two times: its own, as it tells (`time_real`), and from the request to the answer.
"""
import http.client, json, os, re, socket, subprocess, sys, tempfile, time

OFF = """antivirus arc asn aws_s3 bimi clickhouse dcc dkim dkim_signing dmarc elastic external_services
    fuzzy_check greylist hfilter history_redis http_headers known_senders metadata_exporter metric_exporter
    milter_headers mx_check neural once_received p0f ratelimit rbl redis replies reputation rspamd_update spamtrap
    spf surbl url_redirector whitelist""".split()
RUNS = 5


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def configure(folder, cache, port):
    """Only what is laid over the installed configuration."""
    over = os.path.join(folder, "override.d")
    os.mkdir(over)

    def put(name, text):
        with open(os.path.join(over, name), "w") as out:
            out.write(text)

    for module in OFF:
        put(module + ".conf", "enabled = false;\n")
    put("options.inc", f'dns {{ nameserver = ["127.0.0.1:9"]; }}\n'
        f'control_socket = "{folder}/control mode=0600";\nfilters = "chartable,regexp";\n'
        f'hs_cache_dir = "{cache}/";\nmap_watch_interval = 24h;\n')
    put("worker-normal.inc", f'bind_socket = "127.0.0.1:{port}";\ncount = 1;\n')
    for worker in ("controller", "proxy", "fuzzy"):
        put(f"worker-{worker}.inc", "enabled = false;\n")
    put("logging.inc", f'type = "file"; filename = "{folder}/log"; level = "error";\n')


def request(port, method, path, body=b""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body=body)
    return connection.getresponse().read()


def start(folder, port):
    over = {"LOCAL_CONFDIR": folder, "DBDIR": folder, "RUNDIR": folder, "LOGDIR": folder}
    names = [f"--var={name}={value}" for name, value in over.items()]
    server = subprocess.Popen(
        ["rspamd", "-f", "-i", "-c", "/etc/rspamd/rspamd.conf", *names],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # The first start compiles its patterns.
    for _ in range(1800):
        if server.poll() is not None:
            break
        try:
            if request(port, "GET", "/ping").startswith(b"pong"):
                return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    sys.exit("rspamd did not start")


def header(file):
    with open(file, "rb") as source:
        text = re.sub(rb"\r+\n", b"\n", source.read())
    text = re.sub(rb"\AFrom [^\n]*\n", b"", text)
    return re.sub(rb"\n\n.*\Z", b"", text, flags=re.S).rstrip(b"\n") + b"\n\n"


def microseconds(port, body):
    begun = time.perf_counter()
    answer = json.loads(request(port, "POST", "/checkv2", body))
    took = time.perf_counter() - begun
    return 1e6 * answer.get("time_real", took), 1e6 * took


def main():
    with tempfile.TemporaryDirectory(prefix="rspamd-") as folder:
        cache = os.path.join(tempfile.gettempdir(), "headerlint-rspamd-patterns")
        os.makedirs(cache, exist_ok=True)
        port = free_port()
        configure(folder, cache, port)
        server = start(folder, port)
        try:
            for file in sys.argv[1:]:
                body = header(file)
                times = [microseconds(port, body) for _ in range(RUNS)]
                own, wall = (min(column) for column in zip(*times))
                print(f"{own:.1f} {wall:.1f}")
        finally:
            server.terminate()
            server.wait(10)


main()
