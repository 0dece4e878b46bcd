import {
  keepPicture,
  launchBrowser,
  openStillPage,
  PICTURES,
  showState,
  takePicture,
} from "./pictures.ts";
import { serveGallery } from "./server.ts";
import { STATES } from "./states.ts";

/** `npm run gallery`: every state, live, in the browser. `-- --take [NAMES]`: take their pictures again. */

const args = process.argv.slice(2);
const PORT = 4180;

if (args[0] === "--take") await take(args.slice(1));
else {
  const { address } = await serveGallery({ port: PORT, watch: true });
  console.log(`Every state of the panel: ${address} (Ctrl+C ends it)`);
}

async function take(names: string[]): Promise<void> {
  const unknown = names.filter(
    (name) => !STATES.some((state) => state.name === name),
  );
  if (unknown.length > 0) {
    console.error(
      `No such state: ${unknown.join(", ")}. There are: ${STATES.map(({ name }) => name).join(", ")}`,
    );
    process.exit(2);
  }
  const wanted = STATES.filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const { address, close } = await serveGallery();
  const browser = await launchBrowser();
  for (const zoom of [1, 2]) {
    const page = await openStillPage(browser, zoom);
    for (const state of wanted.filter((it) => (it.zoom ?? 1) === zoom)) {
      await showState(page, address, state);
      keepPicture(state, await takePicture(page, state));
    }
  }
  await browser.close();
  await close();
  console.log(`${wanted.length} pictures in ${PICTURES}. Look at each.`);
}
