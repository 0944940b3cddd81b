// Numbers as the report prints them.

const DIGITS = "零一二三四五六七八九";

/// 1 → 一, 12 → 十二, 35 → 三十五.
export const chinese = (n) => {
  if (n < 10) return DIGITS[n];
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? DIGITS[tens] : ""}十${ones ? DIGITS[ones] : ""}`;
};

/// The number of an initiative: （一）, below it 1., below that （1）.
export const numbered = (n, depth) => {
  if (depth === 0) return `（${chinese(n)}）`;
  return depth === 1 ? `${n}.` : `（${n}）`;
};
