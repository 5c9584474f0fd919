// What is not saved yet: batches that were sent or are to be sent, in order, and the edits of the next batch.
// All of it is also kept in the browser's store, so that neither a lost network nor a closed window loses it.
const STORE = "filing-copy";
const MOST = 5000; // changes of one batch
const MOST_LETTERS = 400_000; // of its texts: the server takes bodies up to 2 MB, and a letter may be three bytes

// The name of a change's cell, or of its row where it is about a whole row.
export function keyOf({ at, row, cell }) {
  return JSON.stringify([at, row, cell ?? ""]);
}

// Adds changes so that a cell stands in the list once, from what it was to what it is.
export function folded(changes, added) {
  const found = [...changes];
  for (const change of added) {
    const n = change.op === "set" ? found.findLastIndex((one) => ofRow(one, change) && (one.op !== "set" || one.cell === change.cell)) : -1;
    if (n >= 0 && found[n].op === "set") {
      const whole = { ...found[n], to: change.to };
      found.splice(n, 1, ...(whole.from === whole.to ? [] : [whole]));
    } else {
      found.push(change);
    }
  }
  return found;
}

export function ofRow(one, other) {
  return one.at === other.at && one.row === other.row;
}

export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Queue {
  constructor(user, address, client) {
    this.user = user;
    this.client = client;
    this.batches = [];
    this.edits = [];
    this.held = () => []; // changes that wait for a person's decision; kept, not sent
    this.address = address;
  }

  get empty() {
    return !this.edits.length && !this.batches.length;
  }

  // All that waits, as one list.
  get changes() {
    return [...this.batches.flatMap((batch) => batch.changes), ...this.edits];
  }

  add(changes) {
    this.edits = folded(this.edits, changes);
    this.keep();
  }

  // The batch to be sent now; the same again until it is done.
  next() {
    if (!this.batches.length && this.edits.length) {
      this.batches.push({ id: randomName(), changes: this.edits.splice(0, this.#fitting()) });
      this.keep();
    }
    return this.batches[0];
  }

  // How many of the edits one request can carry.
  #fitting() {
    let letters = 0;
    const over = this.edits.slice(0, MOST).findIndex((change) => (letters += JSON.stringify(change).length) > MOST_LETTERS);
    return over < 0 ? MOST : Math.max(over, 1);
  }

  done() {
    this.batches.shift();
    this.keep();
  }

  // The first batch was refused for some of its changes: the others wait in front of the edits. Gives those that met,
  // each with what was typed on top of it meanwhile.
  reopen(changes, met) {
    this.batches.shift();
    const whole = folded(changes, this.edits);
    const refused = whole.filter(met);
    const gone = refused.filter((change) => change.op === "delete");
    this.edits = whole.filter((change) => !met(change) && !gone.some((one) => ofRow(one, change)));
    this.keep();
    return refused;
  }

  // Drops what is about a row, or about one cell of it.
  drop(change) {
    this.edits = this.edits.filter((one) => !ofRow(one, change) || (change.cell && one.cell !== change.cell));
    this.keep();
  }

  clear() {
    this.batches = [];
    this.edits = [];
    this.held = () => [];
    this.keep();
  }

  // ------------------------------------------------------------------------------- the browser's store

  get #name() {
    return [STORE, this.user, this.address, this.client].join("|");
  }

  keep() {
    const edits = [...this.held(), ...this.edits];
    try {
      if (this.batches.length || edits.length) {
        localStorage.setItem(this.#name, JSON.stringify({ batches: this.batches, edits }));
      } else {
        localStorage.removeItem(this.#name);
      }
    } catch {
      // no room or no permission: what is typed stays in the window, and leaving it warns
    }
  }

  // The page is now called otherwise: a new row has got its key.
  rename(address) {
    if (address === this.address) return;
    const old = this.#name;
    this.address = address;
    this.keep();
    try {
      localStorage.removeItem(old);
    } catch {
      // as above
    }
  }

  // Takes over what windows that are gone have left; whether there was any.
  adopt() {
    for (const name of this.#left()) {
      const { batches, edits } = read(name);
      this.batches.push(...batches);
      if (edits.length) this.batches.push({ id: randomName(), changes: edits });
      localStorage.removeItem(name);
    }
    this.keep();
    return this.batches.length > 0;
  }

  #left() {
    const prefix = [STORE, this.user, this.address, ""].join("|");
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix) && name !== this.#name).sort();
    } catch {
      return [];
    }
  }
}

function read(name) {
  try {
    const { batches = [], edits = [] } = JSON.parse(localStorage.getItem(name));
    return { batches, edits };
  } catch {
    return { batches: [], edits: [] };
  }
}
