// Small calculations as accountants type them into a cell: =3500*12*5/10000, ＝（１＋２）×３．５. The same rules as
// budgetportal/disclosure/calculation.py. Done exactly, as fractions {over, under} of BigInt; under is above 0.
import { digitsOf, plainSigns } from "./amounts.js";

export const MARK = "=";
const [MOST_CHARACTERS, MOST_DEPTH] = [200, 20]; // depth: brackets within each other
const NAMED = 12; // characters of a wrong part that a message repeats
const TIMES = "*×✕∗";
const OVER = "/÷∕";
const SIGNS = `+-()${TIMES}${OVER}`;
const TOKEN =
  /(?<number>[0-9.,](?:[0-9., ]*[0-9.,])?)|[-+()*×✕∗/÷∕]|(?<blank> )|(?<unit>¥|亿元|百万元|十万元|千元|万元|亿|万|元)|(?<other>[A-Za-z一-龥][^-+()*×✕∗/÷∕ ]*|.)/gsu;
const BRACKETS = { "": "算式里的“(”没有对应的“)”；补上“)”，或删去“(”", ")": "算式里多一个“)”；删去，或在前面补上“(”" };

class Unclear extends Error {}

// What is typed behind a =, done: {value}, or {problem}.
export function calculate(typed) {
  const text = plainSigns(typed).slice(MARK.length).trim();
  if (!text) return { problem: "“=”后面没有算式；补上，如 =12.3+4.5，或删去“=”" };
  if ([...text].length >= MOST_CHARACTERS) return { problem: `算式超过 ${MOST_CHARACTERS} 个字；分几步算好，只填得数` };
  try {
    const found = [...text.matchAll(TOKEN)].filter(({ groups }) => !groups.blank);
    return { value: new Parser(found.map(tokenOf)).whole() };
  } catch (reason) {
    if (reason instanceof Unclear) return { problem: reason.message };
    throw reason;
  }
}

function tokenOf({ 0: token, groups: { unit, other, number } }) {
  const signs = [...token];
  const named = signs.length <= NAMED ? token : `${signs.slice(0, NAMED).join("")}…`;
  if (unit) throw new Unclear(`算式里写了单位“${token}”；只写数字，按本格的单位算`);
  if (token === "%") throw new Unclear("算式里有“%”；改成小数，如 5% 写成 0.05");
  if (other) throw new Unclear(`算式里的“${named}”不是数字，也不是运算符号；只用数字、+ - × ÷ 和括号`);
  const problem = number && digitsOf(token).problem;
  if (problem) throw new Unclear(`算式里的“${named}”${problem}`);
  return token;
}

// Recursive descent over the tokens of one calculation.
class Parser {
  constructor(tokens) {
    Object.assign(this, { tokens: [...tokens, ""], place: 0, depth: 0 });
  }

  // Go past the token that comes now, if it is one of the signs wanted; "" if it is not.
  take(wanted) {
    const token = this.tokens[this.place];
    if (!token || !wanted.includes(token)) return "";
    this.place += 1;
    return token;
  }

  // The value up to the end of the text or of a bracket.
  whole(end = "") {
    let value = this.product();
    for (let sign = this.take("+-"); sign; sign = this.take("+-")) {
      const { over, under } = signed(sign, this.product());
      value = { over: value.over * under + over * value.under, under: value.under * under };
    }
    const token = this.tokens[this.place];
    if (token !== end) {
      throw new Unclear(BRACKETS[token] ?? `算式里“${token.slice(0, NAMED)}”前面少一个运算符号；补上，如 ×`);
    }
    this.place += 1;
    return value;
  }

  product() {
    let value = this.signed();
    for (let sign = this.take(TIMES + OVER); sign; sign = this.take(TIMES + OVER)) {
      const factor = this.signed();
      if (OVER.includes(sign) && !factor.over) throw new Unclear("算式除以了 0，没有得数；改正除数");
      const { over, under } = OVER.includes(sign) ? turned(factor) : factor;
      value = { over: value.over * over, under: value.under * under };
    }
    return value;
  }

  signed() {
    let sign = "+";
    for (let found = this.take("+-"); found; found = this.take("+-")) sign = found === sign ? "+" : "-";
    this.depth += 1;
    if (this.depth > MOST_DEPTH + 1) throw new Unclear(`算式的括号套了 ${MOST_DEPTH} 层以上；分几步算好，只填得数`);
    const value = this.take("(") ? this.whole(")") : this.number();
    this.depth -= 1;
    return signed(sign, value);
  }

  number() {
    const [before = MARK, token] = [this.tokens[this.place - 1], this.tokens[this.place]];
    if (!token || SIGNS.includes(token)) {
      const [where, sign] = token ? ["前面", token] : ["后面", before];
      throw new Unclear(`算式里“${sign}”${where}少一个数；补上，或删去“${sign}”`);
    }
    this.place += 1;
    const { front, back } = digitsOf(token);
    return { over: BigInt(`0${front}${back}`), under: 10n ** BigInt(back.length) };
  }
}

function signed(sign, { over, under }) {
  return { over: sign === "-" ? -over : over, under };
}

function turned({ over, under }) {
  return over < 0n ? { over: -under, under: -over } : { over: under, under: over };
}
