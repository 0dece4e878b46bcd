import { Icon, type IconName } from "./Icon.tsx";

const PROMISES: { icon: IconName; text: string }[] = [
  {
    icon: "eye",
    text: "Heed reads the ticket you have open, and no other page.",
  },
  {
    icon: "pen",
    text: "It drafts from your policies and shows the source of every sentence.",
  },
  {
    icon: "arrow",
    text: "You insert, change and send. Heed never presses send.",
  },
  {
    icon: "lock",
    text: "It records what became of each draft. You can see it in Settings, under Your record.",
  },
];

/** What a person agrees to by connecting. The same words in the panel and on the options page. */
export function Promises() {
  return (
    <section className="sec" aria-label="What happens then">
      <h2>What happens then</h2>
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
