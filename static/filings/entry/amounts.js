// Amounts as typed, as kept and as shown. The same rules as budgetportal/disclosure/typed_amounts.py, held against each
// other by tests/filings/amount_cases.json. Sums are whole 分 in BigInt: no amount ever becomes a floating-point number.

const FULL_WIDTH = /[！-～]/g;
const BLANKS = /[\s\u00a0\u2007\u2009\u202f\u3000]/g;
const UNSEEN = /[\u200b\ufeff]/g;
const EMPTY = /^[-—―─]+$/;
const UNIT = /(亿元|百万元|十万元|千元|万元|亿|万|元)$/;
const SAME = { 万: "万元" };
const SCIENTIFIC = /^[0-9][0-9.,]*e[+-]?[0-9]+$/i;
const GROUPED = /^[0-9]{1,3}((,[0-9]{3})+|( [0-9]{3})+)$/;
const KEPT = /^-?[0-9]+\.[0-9]{2}$/;
export const DIGITS = 16; // before the point
export const PLACES = 2;
const QUOTED = 40;
const UNITS = { 万元: "元", 元: "万元" };
const SHIFT = 4; // places between 元 and 万元

export const NO_AMOUNT = "不是金额；只写数字和小数点，如 12.30";

// A typed text with its full-width signs and its blanks as plain ones.
export function plainSigns(text) {
  return text
    .replace(UNSEEN, "")
    .replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/￥/g, "¥")
    .replace(/。/g, ".")
    .replace(/[−﹣–]/g, "-")
    .replace(BLANKS, " ")
    .trim();
}

// The text without its unit, and the unit's full name.
function split(text) {
  const unit = UNIT.exec(text)?.[1] ?? "";
  return [text.slice(0, text.length - unit.length).trim(), SAME[unit] ?? unit];
}

// The parts of an amount {sign, digits, unit}, or {problem}.
function parts(text) {
  let [rest, unit] = split(plainSigns(text));
  const bracketed = /^\((.*)\)$/.exec(rest);
  let inner = "";
  if (bracketed) [rest, inner] = split(bracketed[1].trim());
  const [, before, after, digits] = /^([+-]?) *¥? *([+-]?) *(.*)$/.exec(rest);
  if ((before && after) || (bracketed && (before || after)) || (unit && inner)) return { problem: NO_AMOUNT };
  return { sign: bracketed ? "-" : before || after, digits, unit: unit || inner };
}

// The digits of a number without its sign, {front, back} of its point, its thousands put together; or {problem}.
export function digitsOf(text) {
  if (SCIENTIFIC.test(text)) return { problem: "是科学计数法；写成完整的数字，如 12000.00" };
  if (!/^[0-9., ]+$/.test(text)) return { problem: NO_AMOUNT };
  const [front, back, ...more] = text.split(".");
  if (more.length) return { problem: "有不止一个小数点；只留一个，如 12.30" };
  if (back !== undefined && !/^[0-9]+$/.test(back)) return { problem: NO_AMOUNT };
  if (/[ ,]/.test(front) && !GROUPED.test(front)) return { problem: "千位分隔的位置不对；写成 1234.50 或 1,234.50" };
  return { front: front.replace(/[ ,]/g, "").replace(/^0+/, ""), back: back ?? "" };
}

function sized({ front, back, problem }) {
  if (problem) return { problem };
  if (front.length > DIGITS) return { problem: `整数部分超过 ${DIGITS} 位；核对后重新填写` };
  if (back.length > PLACES) return { problem: "小数超过两位；改为两位小数" };
  return { front: front || "0", back: back.padEnd(PLACES, "0") };
}

// What a typed amount is: {text}, plain with two decimals or "" where nothing is meant, or {problem}.
export function readAmount(typed, unit) {
  if (EMPTY.test(plainSigns(typed)) || !plainSigns(typed)) return { text: "" };
  const found = parts(typed);
  const read = found.problem ? found : sized(digitsOf(found.digits));
  if (read.problem) return read;
  if (found.unit && found.unit !== unit) {
    return { problem: `写了单位“${found.unit}”；按本表的金额单位换算，只写数字` };
  }
  const text = `${read.front}.${read.back}`;
  return { text: found.sign === "-" && /[1-9]/.test(text) ? `-${text}` : text };
}

export function quoted(typed) {
  const letters = [...typed.trim()];
  return `“${letters.length <= QUOTED ? letters.join("") : letters.slice(0, QUOTED).join("") + "…"}”`;
}

export function isAmount(text) {
  return KEPT.test(text);
}

// An amount for the eye: thousands apart. Other text stays as it is.
export function displayed(text) {
  if (!/^-?[0-9]+\.[0-9]{2,}$/.test(text)) return text;
  const [front, back] = text.split(".");
  return `${front.replace(/\B(?=(\d{3})+$)/g, ",")}.${back}`;
}

export function otherUnit(unit) {
  return UNITS[unit];
}

// A kept amount in the other unit, exactly: by moving the point.
export function inOtherUnit(text, unit) {
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.replace(/[-.]/g, "").padStart(SHIFT + PLACES + 1, "0");
  const places = unit === "万元" ? PLACES - SHIFT : PLACES + SHIFT;
  const moved = places < 0 ? `${digits}${"0".repeat(-places)}.00` : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  const [front, back] = moved.split(".");
  return `${sign}${front.replace(/^0+(?=\d)/, "")}.${back.replace(/0+$/, "").padEnd(PLACES, "0")}`;
}

export function toFen(text) {
  return BigInt(text.replace(".", ""));
}

export function fromFen(fen) {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(PLACES + 1, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}
