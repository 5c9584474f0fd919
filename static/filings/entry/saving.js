// Saves what is typed: half a second after the last edit, one request at a time; keeps it where the network is away;
// takes in what others change. Nothing typed is thrown away but by the person who typed it.
import { Conflicts } from "./conflicts.js";
import { Exchange } from "./exchange.js";
import { Problems } from "./problems.js";
import { Queue, keyOf, ofRow, randomName } from "./queue.js";
import { Status } from "./status.js";

const RETRIES = [2000, 4000, 8000, 15000]; // milliseconds between attempts while the network is away
const OK = 200;

export class Saver extends EventTarget {
  constructor(page, form) {
    super();
    this.page = page;
    this.form = form;
    this.client = randomName();
    this.revision = Number(form.dataset.revision);
    this.filing = Number(form.dataset.filing);
    this.delay = Number(form.dataset.delay) || 500;
    this.exchange = new Exchange(form);
    this.queue = new Queue(form.dataset.user, form.dataset.copy, this.client);
    this.status = new Status(document.getElementById("saving"));
    this.problems = new Problems(page);
    this.conflicts = new Conflicts(page, this.queue, () => this.#decided());
    this.queue.held = () => this.conflicts.changes;
    this.failures = 0;
    this.flight = null;
    this.closed = false;
    page.addEventListener("change", (event) => this.#edited(event.detail));
  }

  // Whether the window holds anything that the server has not.
  get unsaved() {
    return !this.queue.empty || this.conflicts.size > 0;
  }

  #edited({ changes, origin }) {
    if (origin === "remote") return;
    this.queue.add(this.conflicts.without(changes));
    this.status.unsaved();
    this.#later(this.delay);
  }

  #later(delay) {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => this.flush(), delay);
  }

  // Sends all that waits; true when the server has it. `extra` goes with the last request, which is then sent in any case.
  async flush(extra = null) {
    clearTimeout(this.timer);
    while (this.flight) await this.flight;
    if (this.closed) return false;
    this.flight = this.#all(extra);
    try {
      return await this.flight;
    } finally {
      this.flight = null;
      if (this.queue.edits.length && !this.failures && !this.halted) this.#later(this.delay);
    }
  }

  async #all(extra) {
    this.halted = false;
    let sent = false;
    while (this.queue.next()) {
      const last = this.queue.batches.length === 1 && !this.queue.edits.length;
      if (!(await this.#one(this.queue.next(), last ? extra : null))) return false;
      sent = last;
    }
    if (this.conflicts.size) return false;
    return sent || !extra || this.#one({ id: "", changes: [] }, extra);
  }

  async #one(batch, extra) {
    this.status.saving();
    const { status, body } = await this.exchange.send({
      revision: this.revision, client: this.client, batch: batch.id, changes: batch.changes, ...extra,
    });
    this.failures = 0;
    if (status === OK) return this.#saved(batch, body);
    if (status === 409 && body.conflicts?.length) return this.#conflicting(batch, body);
    return this.#failed(status, body);
  }

  #saved(batch, body) {
    if (batch.id) this.queue.done();
    this.#follow(body);
    this.revision = body.revision;
    this.filing = body.filing;
    this.last = body;
    this.form.elements.stamp.value = body.stamp;
    this.receive(body.others);
    this.problems.show(body.problems);
    this.#say();
    this.dispatchEvent(new CustomEvent("saved", { detail: body }));
    return true;
  }

  #say() {
    if (this.conflicts.size) this.status.conflict(this.conflicts.size);
    else if (this.last?.reload) this.status.outdated("已保存；别人改了本页较多内容");
    else if (this.queue.empty && this.last) this.status.saved(this.last.saved_at, this.last.problems.length);
  }

  // A new row has got an address of its own.
  #follow({ address, copy }) {
    if (!address || copy === this.exchange.address) {
      if (address && location.pathname !== address) history.replaceState(null, "", address);
      return;
    }
    this.exchange.address = this.form.dataset.copy = copy;
    this.queue.rename(copy);
    history.replaceState(null, "", address);
  }

  #conflicting(batch, body) {
    const met = new Set(body.conflicts.map(keyOf));
    const refused = this.queue.reopen(batch.changes, (change) => met.has(keyOf(change)));
    this.revision = body.revision;
    this.conflicts.add(body.conflicts, refused);
    this.receive(body.others);
    this.queue.keep();
    this.status.conflict(this.conflicts.size);
    return true; // the rest of the batch goes on
  }

  #failed(status, body) {
    this.halted = true;
    if (status === 403 || status === 410) {
      this.closed = true;
      this.status.closed(body.message || "本页已关闭；内容留在本机");
    } else if (status === 401) {
      this.status.signedOut();
      this.#retry();
    } else if (status === 409) {
      this.status.outdated(body.message);
    } else if (status === 400 || status === 413) {
      this.status.refused(body.message || "服务器没有接受", () => this.#reset());
    } else {
      this.status.offline();
      this.#retry();
    }
    return false;
  }

  #retry() {
    this.#later(RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
    this.failures += 1;
  }

  #decided() {
    this.queue.keep();
    this.#say();
    this.#later(0);
  }

  // Changes of others, but for cells that are being changed here: those meet as a conflict when this is saved.
  receive(changes) {
    if (!changes?.length) return;
    const mine = [...this.queue.changes, ...this.conflicts.changes];
    const cells = new Set(mine.map(keyOf));
    const clear = changes.filter((change) =>
      change.op === "delete" ? !mine.some((one) => ofRow(one, change)) : !cells.has(keyOf(change)),
    );
    this.page.apply(clear, { origin: "remote" });
  }

  // What another look at the server brings, unless a save has overtaken it.
  seen(body, revision) {
    if (this.flight || revision !== this.revision) return;
    if (body.filing !== this.filing) document.dispatchEvent(new CustomEvent("entry:stored-elsewhere"));
    this.filing = body.filing;
    this.receive(body.changes);
    this.revision = body.revision;
    if (body.reload) this.status.outdated("别人改了本页较多内容");
  }

  // Saves what an earlier window left; then the page shows it.
  async restore() {
    if (!this.queue.adopt()) return;
    const left = this.queue.changes;
    const saved = await this.flush();
    if (saved && !this.unsaved) location.reload();
    else this.page.apply(left, { origin: "remote" });
  }

  #reset() {
    this.abandon();
    location.reload();
  }

  // Gives up what is not saved.
  abandon() {
    clearTimeout(this.timer);
    this.closed = true;
    this.conflicts.clear();
    this.queue.clear();
  }
}
