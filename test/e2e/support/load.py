"""A writer and a reader at QUORUM, with the DataStax driver that cqlsh brings along.

load.py run       fills the table, then writes and reads until /tmp/stop is there, then reads back what was acknowledged; a line of JSON each second
load.py checksum  reads the whole table, page by page, and prints the checksum of the rows of the first filling

What is in the table follows from the ids alone, so that nothing but numbers has to be remembered.
"""
import hashlib
import json
import os
import random
import sys
import threading
import time
from collections import Counter

from cassandra import ConsistencyLevel
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.concurrent import execute_concurrent_with_args
from cassandra.policies import ConstantReconnectionPolicy, DCAwareRoundRobinPolicy, RetryPolicy, TokenAwarePolicy
from cassandra.query import SimpleStatement

CONTACT_POINTS = os.environ["CONTACT_POINTS"].split(",")
DATACENTER = os.environ.get("DATACENTER", "dc1")
ROWS = int(os.environ.get("ROWS", "100000"))
REPLICAS = int(os.environ.get("REPLICAS", "3"))
# Operations a second, of all workers: enough to be there at each moment, and little enough to leave two cores to the databases.
RATE = float(os.environ.get("RATE", "60"))
STOP = "/tmp/stop"

WORKERS = 4
FILL_AT_ONCE = 64
VERIFY_AT_ONCE = 32
# The server answers, or gives up, within 5 s; that and one try more is less than this.
REQUEST_SECONDS = 20
CONNECT_SECONDS = 180


class OnceMore(RetryPolicy):
    """The driver's own decisions, and one try more on another host where a replica took too long: all statements may be repeated."""

    tries = Counter()

    def on_read_timeout(self, query, consistency, required_responses, received_responses, data_retrieved, retry_num):
        return self._counted("readTimeout", (self.RETRY_NEXT_HOST, None) if retry_num == 0 else (self.RETHROW, None))

    def on_write_timeout(self, query, consistency, write_type, required_responses, received_responses, retry_num):
        return self._counted("writeTimeout", (self.RETRY_NEXT_HOST, None) if retry_num == 0 else (self.RETHROW, None))

    def on_unavailable(self, *args, **kwargs):
        return self._counted("unavailable", super().on_unavailable(*args, **kwargs))

    def on_request_error(self, *args, **kwargs):
        return self._counted("requestError", super().on_request_error(*args, **kwargs))

    @classmethod
    def _counted(cls, what, decision):
        if decision[0] != RetryPolicy.RETHROW:
            cls.tries[what] += 1

        return decision


def value_of(row, version=0):
    """Text that compresses badly, so that there is something to stream."""
    first = hashlib.sha256(f"{row}:{version}".encode()).hexdigest()

    return first + hashlib.sha256(first.encode()).hexdigest()


def connect():
    """A session; the nodes may still be starting."""
    profile = ExecutionProfile(
        load_balancing_policy=TokenAwarePolicy(DCAwareRoundRobinPolicy(local_dc=DATACENTER)),
        retry_policy=OnceMore(), consistency_level=ConsistencyLevel.QUORUM, request_timeout=REQUEST_SECONDS)
    until = time.monotonic() + CONNECT_SECONDS

    while True:
        cluster = Cluster(CONTACT_POINTS, execution_profiles={EXEC_PROFILE_DEFAULT: profile}, reconnection_policy=ConstantReconnectionPolicy(2, None))
        try:
            return cluster.connect()
        except Exception as error:
            cluster.shutdown()
            if time.monotonic() > until:
                raise
            say(phase="connecting", error=repr(error)[:300])
            time.sleep(2)


def say(**facts):
    print(json.dumps(facts), flush=True)


def prepare(session):
    insert = session.prepare("INSERT INTO load.rows (id, value) VALUES (?, ?)")
    select = session.prepare("SELECT value FROM load.rows WHERE id = ?")
    insert.is_idempotent = select.is_idempotent = True

    return insert, select


class Load:
    def __init__(self, session):
        self.session = session
        session.execute("CREATE KEYSPACE IF NOT EXISTS load WITH replication = {'class': 'NetworkTopologyStrategy', '%s': %d}" % (DATACENTER, REPLICAS))
        session.execute("CREATE TABLE IF NOT EXISTS load.rows (id bigint PRIMARY KEY, value text)")
        self.insert, self.select = prepare(session)
        self.lock = threading.Lock()
        self.counts = Counter()
        self.errors = []
        self.phase = "filling"
        self.stopping = threading.Event()
        # Version by id of the later rows, as far as acknowledged; and those that may have been written, for all that is known.
        self.acknowledged = {}
        self.possible = {}
        self.totals = {}

    def count(self, what, error=None):
        with self.lock:
            self.counts[what] += 1
            if error is not None:
                self.errors = [*self.errors[-4:], f"{time.strftime('%H:%M:%S')} {what} {error!r}"[:400]]

    def report(self):
        """Also when it has ended: whoever asks later reads the last line."""
        while True:
            with self.lock:
                counts = {name: self.counts[name] for name in ("filled", "written", "read", "failedWrites", "failedReads", "wrong")}
                say(phase=self.phase, **counts, tries=dict(OnceMore.tries), errors=self.errors, **self.totals)
            time.sleep(1)

    def fill(self):
        wanted = range(ROWS)
        for _ in range(10):
            results = execute_concurrent_with_args(
                self.session, self.insert, ((row, value_of(row)) for row in wanted), concurrency=FILL_AT_ONCE, raise_on_first_error=False, results_generator=True)
            failed = []
            for row, (done, _result) in zip(wanted, results):
                if done:
                    self.count("filled")
                else:
                    failed.append(row)
            if not failed:
                return
            wanted = failed
        raise RuntimeError(f"{len(wanted)} rows could not be written")

    def work(self, worker):
        """Each worker has later rows of its own, so that a row is not read while it is overwritten."""
        own = []
        chance = random.Random(worker)
        while not self.stopping.is_set():
            since = time.monotonic()
            row = ROWS + len(own) * WORKERS + worker
            own.append(row)
            self.write(row, 0)
            again = chance.choice(own)
            self.write(again, self.newest(again) + 1)
            self.read(chance.randrange(ROWS))
            self.read(chance.choice(own))
            # Each turn is four operations.
            time.sleep(max(0.0, 4 * WORKERS / RATE - (time.monotonic() - since)))

    def newest(self, row):
        return max([self.acknowledged.get(row, -1), *self.possible.get(row, ())])

    def write(self, row, version):
        try:
            self.session.execute(self.insert, (row, value_of(row, version)))
        except Exception as error:
            # It may have been written, or may be yet.
            self.possible.setdefault(row, []).append(version)
            self.count("failedWrites", error)
        else:
            # What was tried before has an older timestamp.
            self.possible.pop(row, None)
            self.acknowledged[row] = version
            self.count("written")

    def allowed(self, row):
        """What may stand in a row; None: nothing."""
        if row < ROWS:
            return [value_of(row)]
        versions = [*([self.acknowledged[row]] if row in self.acknowledged else []), *self.possible.get(row, ())]

        return [*([] if row in self.acknowledged else [None]), *(value_of(row, version) for version in versions)]

    def read(self, row):
        try:
            found = self.session.execute(self.select, (row,)).one()
        except Exception as error:
            self.count("failedReads", error)
        else:
            self.count("read")
            self.compare(row, found)

    def compare(self, row, found):
        if (found.value if found else None) not in self.allowed(row):
            self.count("wrong", f"row {row}: {found.value[:16] if found else 'lost'}, acknowledged {self.acknowledged.get(row, 0)}, possible {self.possible.get(row, [])}")

            return False

        return True

    def verify(self):
        """Reads back every row that was acknowledged; how many there were, and how many of them are not as they were written."""
        rows = [*range(ROWS), *sorted(self.acknowledged)]
        lost = 0
        for _ in range(5):
            results = execute_concurrent_with_args(
                self.session, self.select, ((row,) for row in rows), concurrency=VERIFY_AT_ONCE, raise_on_first_error=False, results_generator=True)
            unread = []
            for row, (done, result) in zip(rows, results):
                if not done:
                    unread.append(row)
                elif not self.compare(row, result.one()):
                    lost += 1
            if not unread:
                return {"verified": ROWS + len(self.acknowledged), "lost": lost}
            rows = unread

        return {"verified": ROWS + len(self.acknowledged) - len(rows), "lost": lost + len(rows)}

    def run(self):
        threading.Thread(target=self.report, daemon=True).start()
        self.fill()
        self.phase = "running"
        workers = [threading.Thread(target=self.work, args=(worker,), daemon=True) for worker in range(WORKERS)]
        for worker in workers:
            worker.start()
        while not os.path.exists(STOP):
            time.sleep(0.2)
        self.stopping.set()
        for worker in workers:
            worker.join()
        self.phase = "verifying"
        totals = self.verify()
        with self.lock:
            self.totals = totals
            self.phase = "ended"


def checksum(session):
    """All rows by paging through the whole token ring."""
    rows = []
    later = 0
    for row in session.execute(SimpleStatement("SELECT id, value FROM load.rows", fetch_size=2000, is_idempotent=True)):
        if row.id < ROWS:
            rows.append((row.id, row.value))
        else:
            later += 1

    return {"count": len(rows), "later": later, "sha256": digest(sorted(rows)), "expected": digest((row, value_of(row)) for row in range(ROWS))}


def digest(rows):
    return hashlib.sha256("".join(f"{row}={value}\n" for row, value in rows).encode()).hexdigest()


def main(command):
    session = connect()
    if command == "checksum":
        say(phase="checksum", **checksum(session))
        session.cluster.shutdown()

        return
    Load(session).run()
    # The container stays, to be asked for the checksum.
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
