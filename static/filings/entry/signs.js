// Whether a person is at the page: questions that a page asks by itself stop after a while without a sign of one, so that
// a session can end.
const IDLE = 5 * 60_000; // milliseconds
const SIGNS = ["keydown", "pointerdown", "focusin", "wheel"];

export class Signs {
  // `back` is called when somebody is there again.
  constructor(back) {
    this.last = Date.now();
    this.back = back;
    for (const sign of SIGNS) document.addEventListener(sign, () => this.#alive(), { passive: true });
    document.addEventListener("visibilitychange", () => document.hidden || this.#alive());
  }

  get present() {
    return !document.hidden && Date.now() - this.last <= IDLE;
  }

  #alive() {
    const slept = Date.now() - this.last > IDLE;
    this.last = Date.now();
    if (slept) this.back();
  }
}
