// What a check says, and whether all of it held.

let faults = 0;

export const fault = (text) => {
  faults += 1;
  console.log(`  ✗ ${text}`);
};

export const holds = (told, what) => {
  if (told) console.log(`  ✓ ${what}`);
  else fault(what);
  return Boolean(told);
};

export const step = (name) => console.log(name);

/// Ends the check: how many faults there were is its answer.
export const end = () => {
  if (faults) console.log(`共 ${faults} 处`);
  process.exit(faults ? 1 : 0);
};
