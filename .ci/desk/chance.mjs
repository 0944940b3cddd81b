// Chance that can be had again: the same seed draws the same.

export const chance = (seed) => {
  let drawn = seed;
  const random = () => {
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
    return drawn / 2 ** 32;
  };
  const below = (n) => Math.floor(random() * n);
  const oneOf = (list) => list[below(list.length)];
  const some = (most, make) => Array.from({ length: below(most + 1) }, make);
  return { random, below, oneOf, some };
};
