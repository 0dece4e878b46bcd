import { context } from "esbuild";
import { createServer } from "node:http";
import { join } from "node:path";
import { indexPage } from "./index-page.ts";

const ENTRY = join(import.meta.dirname, "page.tsx");

/** Every state by itself. Pictures must not depend on which of the stack's fonts a machine has. */
const STATE_PAGE = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"><style>:root{--sans:"Liberation Sans","DejaVu Sans",Arial,sans-serif}</style><div id="root"></div><script src="/page.js"></script>`;

export interface GalleryServer {
  address: string;
  close: () => Promise<void>;
}

interface Options {
  port?: number;
  /** Each load of the page sees the sources as they are; else as they were at the first. */
  watch?: boolean;
}

/** The gallery on loopback: `/` lists every state, `/state?low` is one. */
export async function serveGallery({
  port = 0,
  watch = false,
}: Options = {}): Promise<GalleryServer> {
  const bundler = await context({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    outdir: "/",
    jsx: "automatic",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  // Thirty frames ask for the script at once; one build serves them all.
  let building: ReturnType<typeof bundler.rebuild> | null = null;
  let builtAt = 0;
  const built = () => {
    if (building === null || (watch && Date.now() - builtAt > 1000))
      building = bundler.rebuild().finally(() => {
        builtAt = Date.now();
      });
    return building;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const send = (type: string, body: string) => {
      response.setHeader("content-type", `${type}; charset=utf-8`);
      response.end(body);
    };
    if (path === "/") return send("text/html", indexPage());
    if (!path.startsWith("/page.")) return send("text/html", STATE_PAGE);
    // What does not change is read from the network once for each browser.
    if (!watch) response.setHeader("cache-control", "max-age=3600");
    built().then(
      ({ outputFiles }) =>
        send(
          path.endsWith(".css") ? "text/css" : "text/javascript",
          outputFiles?.find((file) => file.path.endsWith(path))?.text ?? "",
        ),
      (error: unknown) => {
        response.statusCode = 500;
        send("text/plain", String(error));
      },
    );
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const at = server.address();
  return {
    address: `http://127.0.0.1:${typeof at === "object" && at ? at.port : port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await bundler.dispose();
    },
  };
}
