// What the browser keeps for us. One that keeps nothing forgets; that is no reason to stop.

const reader = (place) => (key) => {
  try {
    return JSON.parse(place().getItem(key));
  } catch {
    return null;
  }
};

const writer = (place) => (key, value) => {
  try {
    if (value === null) place().removeItem(key);
    else place().setItem(key, JSON.stringify(value));
  } catch {
    /* kept until the reload */
  }
};

const kept = (place) => ({ read: reader(place), write: writer(place) });

/// For this tab, over its reloads.
export const tabs = kept(() => sessionStorage);
/// For this browser.
export const browser = kept(() => localStorage);

/// What a page whose address is void could not save any more. It is taken once.
export const handedOver = (key) => {
  const entries = browser.read(key) ?? [];
  browser.write(key, null);
  return entries;
};
