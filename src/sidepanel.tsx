document.documentElement.lang = "en";

export default function SidePanel() {
  return <main>Heed</main>;
}
