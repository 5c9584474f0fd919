// What a picker offers: options {value, words, initials, path, sure, also} and the order in which a typed text finds them.
// `initials` are groups of letters, one a character ("xh z y xh"): each letter of a group is a reading's first.
const BLANKS = /[\s\u3000]+/u;
const LATIN = /^[a-z0-9]*[a-z][a-z0-9]*$/;
const DIGITS = /^[0-9]+$/;
const MISS = Infinity;
// From the best hit on: the whole, its beginning, a part of it, a part of what stands above it.
const WHOLE = 0, BEGINNING = 1, PART = 3, ABOVE = 6; // prettier-ignore

export class Options {
  constructor(options) {
    this.options = options.map((option, order) => ({ sure: 0, path: "", also: [], ...option, order }));
    this.byValue = new Map(this.options.map((option) => [option.value, option]));
    for (const option of this.options) {
      const named = [[option.words, option.initials], ...option.also];
      option.names = named.map(([words, initials]) => [plain(words), (initials ?? "").split(" ").filter(Boolean)]);
      option.above = plain(option.path);
    }
  }

  get(value) {
    return this.byValue.get(value);
  }

  // The options that a text finds, best first: by how well it fits, what is `used` already, what is surest, their order.
  find(text, used = new Set(), most = 50) {
    const terms = plain(text).split(BLANKS).filter(Boolean);
    const found = [];
    for (const option of this.options) {
      const fit = terms.reduce((sum, term) => sum + fitOf(option, term), 0);
      if (fit < MISS) found.push([fit, used.has(option.value) ? 0 : 1, option.sure, option.order, option]);
    }
    found.sort(compare);
    return found.slice(0, most).map((one) => one.at(-1));
  }
}

function compare(one, other) {
  for (let n = 0; n < 4; n++) if (one[n] !== other[n]) return one[n] - other[n];
  return 0;
}

// Brackets, letters and digits as on a keyboard.
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().trim();
}

function fitOf(option, term) {
  const value = option.value.toLowerCase();
  if (value.startsWith(term)) return value === term ? WHOLE : BEGINNING;
  if (DIGITS.test(term)) return MISS;
  const byName = Math.min(...option.names.map(([words]) => wordsFit(words, term)));
  const byInitials = LATIN.test(term) ? Math.min(...option.names.map(([, groups]) => initialsFit(groups, term))) : MISS;
  const fit = Math.min(byName, byInitials);
  return fit === MISS && option.above.includes(term) ? ABOVE : fit;
}

function wordsFit(words, term) {
  const at = words.indexOf(term);
  if (at < 0) return MISS;
  return at ? PART : words.length === term.length ? WHOLE : BEGINNING;
}

function initialsFit(groups, term) {
  for (let from = 0; from + term.length <= groups.length; from++) {
    if (![...term].every((letter, n) => groups[from + n].includes(letter))) continue;
    return from ? PART : groups.length === term.length ? WHOLE : BEGINNING;
  }
  return MISS;
}
