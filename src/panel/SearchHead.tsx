import { useEffect } from "react";
import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import { useAgent } from "./agent-store.ts";
import { goTo } from "./parts.ts";
import { hitId, onSearchKey, SEARCH_BOX, useSearch } from "./use-search.ts";
import { words } from "./words.ts";

interface Props {
  onCopy: (text: string) => void;
}

/** The box, and what came of it. The cursor stays here while arrows step through the hits below. */
export function SearchHead({ onCopy }: Props) {
  const query = useAgent(({ search }) => search.query);
  const includesExpired = useAgent(({ search }) => search.includesExpired);
  const { setSearching, changeSearch } = useAgent.getState();
  const found = useSearch();
  const { hits, at, said, toggleExpired } = found;
  const isOpen = hits.length > 0;
  useEffect(() => goTo(SEARCH_BOX, true), []);
  // Other hits are read from their beginning.
  useEffect(() => goTo(hitId(0), false), [hits]);

  return (
    <section className="search" aria-label={words.search}>
      <div className="search-place">
        <Icon name="search" />
        <input
          id={SEARCH_BOX}
          className="in"
          dir="auto"
          maxLength={2000}
          autoComplete="off"
          role="combobox"
          aria-label={words.searchPolicies}
          aria-expanded={isOpen}
          aria-controls={isOpen ? "hits" : undefined}
          aria-activedescendant={isOpen ? hitId(at) : undefined}
          placeholder={words.searchPolicies}
          value={query}
          onChange={(event) => changeSearch({ query: event.target.value })}
          onKeyDown={(event) => onSearchKey(event, found, onCopy)}
        />
        <button
          type="button"
          className="esc"
          onClick={() => setSearching(false)}
        >
          <kbd>{words.escape}</kbd>
          <span className="hide"> {words.backToDraft}</span>
        </button>
      </div>
      <div className="search-line">
        <span role="status">{said}</span>
        <Button look="link" onClick={toggleExpired}>
          {includesExpired ? words.leaveOutExpired : words.includeExpired}
        </Button>
      </div>
    </section>
  );
}
