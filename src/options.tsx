document.documentElement.lang = "en";

export default function Options() {
  return <main>Heed</main>;
}
