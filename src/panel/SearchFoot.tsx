import { useRef } from "react";
import { Button } from "../design/Button.tsx";
import { useAgent } from "./agent-store.ts";
import { FootLine } from "./FootLine.tsx";
import { flagTargetOf, goTo } from "./parts.ts";
import { useKeys } from "./use-keys.ts";
import { SEARCH_BOX, useSearch } from "./use-search.ts";
import { words } from "./words.ts";

interface Props {
  onCopy: (text: string) => void;
  /** There is a suggestion that a flag can go with. */
  mayFlag: boolean;
}

/** What can be done with the marked hit. Its letters work outside the box; Tab leads out of it, and to these buttons. */
export function SearchFoot({ onCopy, mayFlag }: Props) {
  const { setSheet, setNotice, setSearching } = useAgent.getState();
  const notice = useAgent((state) => state.notice);
  const copied = useAgent((state) => state.copied);
  const { ready, citation, isSearching, ask, step } = useSearch();
  const article = useRef<HTMLAnchorElement>(null);
  const url = ready?.url?.startsWith("https://") ? ready.url : null;
  const flag =
    mayFlag && ready
      ? () => setSheet({ kind: "flag", target: flagTargetOf(ready) })
      : undefined;
  const showKeys = () => setSheet({ kind: "keys" });
  useKeys(
    {
      O: () => article.current?.click(),
      F: flag,
      "?": showKeys,
      "/": () => goTo(SEARCH_BOX, true),
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Escape: () => (notice === null ? setSearching(false) : setNotice(null)),
    },
    true,
  );
  return (
    <div className="foot">
      {notice !== null ? (
        <FootLine
          text={notice}
          action={{ name: words.dismiss, run: () => setNotice(null) }}
        />
      ) : citation !== null ? (
        <Button look="main" keyName="Enter" onClick={() => onCopy(citation)}>
          {copied === citation ? words.copied : words.copyWithCitation}
        </Button>
      ) : (
        <Button
          look="main"
          keyName="Enter"
          blocked={isSearching ? words.searching : null}
          onClick={ask}
        >
          {words.search}
        </Button>
      )}
      <div className="acts">
        {url !== null && (
          <a
            ref={article}
            className="q"
            href={url}
            target="_blank"
            rel="noreferrer"
            aria-keyshortcuts="O"
          >
            {words.openArticle}
            <kbd aria-hidden="true">O</kbd>
          </a>
        )}
        {flag && (
          <Button
            look="quiet"
            keyName="F"
            label={words.flagSource}
            onClick={flag}
          >
            {words.flag}
          </Button>
        )}
        <span className="gap" />
        <Button look="quiet" label={words.keys} onClick={showKeys}>
          ?
        </Button>
      </div>
    </div>
  );
}
