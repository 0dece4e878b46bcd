const PATHS = {
  down: "M4.5 6.5 8 10l3.5-3.5",
  right: "M6.5 4.5 10 8l-3.5 3.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  triangle: "M8 2.75 14 13.25H2ZM8 6.75v2.75M8 11.4v.01",
  octagon: "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5ZM8 5.25v3.5M8 10.9v.01",
  lock: "M4 7.25h8v6H4ZM5.75 7.25V5a2.25 2.25 0 0 1 4.5 0v2.25",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.75V8l2.25 1.5",
  speech: "M2.5 3.5h11v7.5H7l-3 2.5V11H2.5Z",
  jump: "M5 11 11 5M6 5h5v5",
  copy: "M5.75 5.75h7.5v7.5h-7.5ZM3.5 10.25h-.75v-7.5h7.5v.75",
  eye: "M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z",
  pen: "M3 13l.6-2.6 7-7 2 2-7 7ZM9.4 4.6l2 2",
  arrow: "M3 8h9M8.5 4.5 12 8l-3.5 3.5",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4l3.1 3.1",
  tick: "M3.5 8.5 6.5 11.5 12.5 4.75",
  page: "M4 2.5h5.5L12 5v8.5H4ZM6.5 7.5h3M6.5 10h3",
  offline:
    "M2.5 6.5a8 8 0 0 1 2.6-1.7M7.6 4a8 8 0 0 1 5.9 2.5M4.8 9a4.8 4.8 0 0 1 1.7-1M9.9 8.3c.5.2.9.4 1.3.7M8 12v.01M2.5 2.5l11 11",
} as const;
export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  small?: boolean;
}

/** Decoration only: the word beside it says the same. */
export function Icon({ name, small = false }: Props) {
  return (
    <svg
      className={small ? "i i-12" : "i"}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
