import { Icon, type IconName } from "../design/Icon.tsx";
import { words } from "./words.ts";

const PROMISES: { icon: IconName; text: string }[] = [
  { icon: "eye", text: words.promises.reads },
  { icon: "pen", text: words.promises.drafts },
  { icon: "arrow", text: words.promises.sends },
  { icon: "lock", text: words.promises.records },
];

/** What a person agrees to by connecting. The same words in the panel and on the options page. */
export function Promises() {
  return (
    <section className="sec" aria-label={words.whatHappens}>
      <h2>{words.whatHappens}</h2>
      <ul className="will">
        {PROMISES.map(({ icon, text }) => (
          <li key={icon}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
