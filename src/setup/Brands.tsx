import { useState, type FormEvent } from "react";
import { Button } from "../design/Button.tsx";
import { brandHost, brandPermission } from "../messaging/brand-host.ts";
import type { Brand } from "../messaging/panel-protocol.ts";
import type { SetupDoor } from "./setup-door.ts";
import { words } from "./words.ts";

interface Props {
  door: SetupDoor;
  brands: Brand[];
  onChange: (brands: Brand[]) => void;
}

/** Zendesk on the company's own host: allowed on the click, for exactly that host, and taken back as easily. */
export function Brands({ door, brands, onChange }: Props) {
  const [address, setAddress] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);

  const add = async (typed: string) => {
    const brand = brandHost(typed);
    if (!brand.ok) return setTrouble(brand.message);
    const { host } = brand;
    // First of all, while the click still counts.
    const allowed = await door
      .requestPermission(brandPermission(host))
      .catch(() => false);
    if (!allowed) return setTrouble(words.brandNotAllowed(host));
    const answer = await door
      .ask({ type: "options.add-brand", address: host })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    setTrouble(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    setAddress("");
    onChange(answer.value);
  };
  const remove = async (host: string) => {
    const answer = await door
      .ask({ type: "options.remove-brand", host })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    setTrouble(answer.ok ? null : answer.message);
    if (answer.ok) onChange(answer.value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add(address);
  };

  return (
    <section className="setup-part" aria-label={words.brands}>
      <h2>{words.brands}</h2>
      <small>{words.brandsText}</small>
      {brands.map(({ host, isAllowed }) => (
        <div key={host} className="buttons">
          <span dir="ltr">{host}</span>
          {!isAllowed && (
            <Button look="small" onClick={() => void add(host)}>
              {words.allowBrand(host)}
            </Button>
          )}
          <Button look="small" onClick={() => void remove(host)}>
            {words.removeBrand(host)}
          </Button>
          {!isAllowed && <small>{words.brandRevoked}</small>}
        </div>
      ))}
      <form onSubmit={submit} noValidate>
        <div className="pair">
          <label htmlFor="brand">{words.brandAddress}</label>
          <input
            id="brand"
            className="in"
            type="url"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            placeholder={words.brandExample}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </div>
        <p className={trouble ? "trouble" : "answer"} role="status">
          {trouble}
        </p>
        <div className="buttons">
          <button type="submit" className="btn line small">
            {words.addBrand}
          </button>
        </div>
      </form>
    </section>
  );
}
