// Requests to the working copy. The form's token may have been replaced by a new sign-in: then it is fetched again.
const KEEPALIVE = 60_000; // bytes; browsers let no more than 64 KiB outlive their page

export const LOST = { status: 0, body: {} }; // the network is away
export const SIGNED_OUT = { status: 401, body: {} };

export class Exchange {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.copy;
    this.token = form.elements.csrfmiddlewaretoken;
  }

  async send(body) {
    const answer = await this.#post(body);
    if (answer.status !== 403 || answer.body.message) return answer;
    const looked = await this.look({});
    return looked.status === 200 ? this.#post(body) : looked;
  }

  async look(question) {
    const answer = await this.#fetch(`${this.address}?${new URLSearchParams(question)}`, {});
    if (answer.body.token) this.token.value = answer.body.token;
    return answer;
  }

  #post(body) {
    const text = JSON.stringify(body);
    return this.#fetch(this.address, {
      method: "POST",
      body: text,
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token.value, Accept: "application/json" },
      keepalive: new Blob([text]).size < KEEPALIVE,
    });
  }

  async #fetch(address, options) {
    try {
      const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options });
      if (answer.type === "opaqueredirect") return SIGNED_OUT;
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return { status: answer.status, body: isJson ? await answer.json() : {} };
    } catch {
      return LOST;
    }
  }
}
