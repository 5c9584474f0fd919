// Decimals as whole hundredths or millionths in BigInt: no weight and no score ever becomes a floating-point number.
// The rates and scores are those of budgetportal/disclosure/scores.py.

const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d{1,6}))?$/;
const PLACES = 6;
const WHOLE = 10n ** BigInt(PLACES);
const CENT = 10n ** BigInt(PLACES - 2);

// A number in millionths, null where the text is none.
export function read(text) {
  const [, sign, front, back = ""] = DECIMAL.exec((text ?? "").trim().replaceAll(",", "")) ?? [];
  if (front === undefined) return null;
  const found = BigInt(front + back.padEnd(PLACES, "0"));
  return sign === "-" ? -found : found;
}

export function sum(numbers) {
  return numbers.reduce((whole, one) => (one === null ? whole : whole + one), 0n);
}

// As a person writes it: no zeros behind.
export function bare(number) {
  return written(number, PLACES).replace(/\.?0+$/, "");
}

// With two decimals, thousands apart.
export function printed(number) {
  const [front, back] = written(halfUp(number, CENT) * CENT, 2).split(".");
  return `${front.replace(/\B(?=(\d{3})+$)/g, ",")}.${back}`;
}

function written(number, places) {
  const digits = (number < 0n ? -number : number).toString().padStart(PLACES + 1, "0");
  return `${number < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES).slice(0, places)}`;
}

// A fraction rounded to a whole, half away from zero.
function halfUp(above, below) {
  const negative = above < 0n !== below < 0n;
  const [over, under] = [above < 0n ? -above : above, below < 0n ? -below : below];
  const found = (2n * over + under) / (2n * under);
  return negative ? -found : found;
}

// `part` of `whole` in per cent with two decimals; null where there is none.
export function percentage(part, whole) {
  if (part === null || whole === null || whole === 0n) return null;
  return halfUp(part * 10_000n, whole) * CENT;
}

// The score of a weight at a rate in per cent, of which no more than 100 counts.
export function scored(weight, rate) {
  if (weight === null || rate === null) return null;
  const most = 100n * WHOLE;
  const counted = rate < 0n ? 0n : rate > most ? most : rate;
  return halfUp(weight * counted, 100n * WHOLE * CENT) * CENT;
}
