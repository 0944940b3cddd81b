// The page: the folder, or one filing of it.

import { html, useEffect, useMemo } from "./html.js";
import { Store } from "./store.js";
import { Folder } from "./folder.js";
import { Filing } from "./view.js";
import { Said } from "./said.js";

export const App = () => {
  const store = useMemo(() => new Store(), []);
  useEffect(() => store.start(), [store]);
  const filing = store.filing.value;
  return html`
    ${filing ? html`<${Filing} key=${filing.name} store=${filing} app=${store} />` : html`<${Folder} store=${store} />`}
    <${Said} store=${store} />
  `;
};
