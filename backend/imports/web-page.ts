import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { patientFetch } from "../helpdesks/patient-fetch.ts";
import { readHtml, withoutPictures } from "../knowledge/html-to-markdown.ts";
import { itemOfArticle, itemOfText, MAX_HTML_BYTES } from "./article.ts";
import {
  ImportError,
  type Connector,
  type Item,
  type OpenRequest,
} from "./connector.ts";
import { sourceName } from "./markdown.ts";

const MAX_BYTES = 5 * 1024 * 1024;

interface Fetched {
  bytes: Uint8Array;
  /** `text/html; charset=utf-8` */
  type: string;
  /** null: a file. */
  url: string | null;
  editedAt: string | null;
}

/** One page: from an address, or from an HTML file. Each is a source of its own, so another page takes nothing away. */
export const webPage: Connector = {
  name: "url",
  usage: "ADDRESS|FILE",
  summary: "one page, from its address or from an HTML file",
  options: {},
  words: 1,
  variables: [],
  open(request) {
    const [place = ""] = request.words;
    const isAddress = /^https?:\/\//i.test(place);
    const name = isAddress
      ? place.replace(/^https?:\/\//i, "").replace(/[?#].*$/, "")
      : basename(place);
    const sourceId = `url:${sourceName(request.options["source"], name.replaceAll("/", "-"))}`;
    return Promise.resolve({
      sourceId,
      settings: { place, defaults: request.defaults },
      coverage: "complete",
      async read() {
        const fetched = isAddress
          ? await fetchPage(place, request)
          : readFile(resolve(request.workingDirectory, place));
        return {
          items: [itemOf(fetched, sourceId, request)],
          next: null,
          total: 1,
        };
      },
    });
  },
};

async function fetchPage(
  address: string,
  { progress, patience }: OpenRequest,
): Promise<Fetched> {
  const url = new URL(address);
  const answer = await patientFetch({
    name: url.host,
    maxBytes: MAX_BYTES,
    onWait: progress,
    ...patience,
  })(url, { headers: { accept: "text/html, text/markdown, text/plain" } });
  if (!answer.ok)
    throw new ImportError(
      answer.status === 401 || answer.status === 403
        ? `${address} is not shown to everybody (${answer.status}), and Heed does not sign in. Save the page from your browser and import the HTML file.`
        : `${address} answered ${answer.status}. Open it in a browser to see whether it is there and needs no sign-in.`,
    );
  const modified = Date.parse(answer.headers.get("last-modified") ?? "");
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    type: answer.headers.get("content-type") ?? "",
    url: address,
    editedAt: Number.isNaN(modified) ? null : new Date(modified).toISOString(),
  };
}

function readFile(path: string): Fetched {
  try {
    return {
      bytes: readFileSync(path),
      type: /\.html?$/i.test(path) ? "text/html" : "text/plain",
      url: null,
      editedAt: statSync(path).mtime.toISOString(),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ImportError(
      `${path} cannot be read (${code}). Name an HTML file, or an address that begins with https://.`,
    );
  }
}

function itemOf(
  { bytes, type, url, editedAt }: Fetched,
  sourceId: string,
  { defaults }: OpenRequest,
): Item {
  const text = decode(bytes, type);
  const itemId = "page";
  if (!/html/i.test(type)) {
    if (!/^text\/(?:plain|markdown)/i.test(type))
      throw new ImportError(
        `This is ${type || "of no stated kind"}, and only HTML, Markdown and plain text are read.`,
      );
    const heading = /^ {0,3}#{1,6}\s+(.+?)\s*#*$/m.exec(text)?.[1];
    const article = { sourceId, itemId, url, editedAt, labels: {} };
    return itemOfText(article, heading ?? sourceId, text.trim(), defaults);
  }
  const html = withoutPictures(text);
  // What is too long is left out below, and not read first: that takes seconds, in which nobody else is served.
  const isTooLong = Buffer.byteLength(html) > MAX_HTML_BYTES;
  const page = isTooLong ? null : readHtml(html, url);
  return itemOfArticle(
    {
      sourceId,
      itemId,
      title: page?.title ?? null,
      html,
      url,
      editedAt,
      labels: {
        sourceUrl: page?.canonical ?? url,
        locale: page?.language ?? null,
      },
    },
    defaults,
  );
}

/** The header's word on the encoding, else the page's own, else UTF-8. */
function decode(bytes: Uint8Array, type: string): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  const label =
    /charset=["']?([\w-]+)/i.exec(type)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1] ??
    "utf-8";
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder("utf-8").decode(bytes);
  }
}
