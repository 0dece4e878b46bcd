import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  key: Buffer;
  cert: Buffer;
}

/** Made anew for each run: a key in the repository would be a key somebody trusts one day. */
export function selfSignedCertificate(hosts: string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "heed-sandbox-"));
  try {
    const key = join(folder, "key.pem");
    const cert = join(folder, "cert.pem");
    const names = [...hosts.map((host) => `DNS:${host}`), "IP:127.0.0.1"].join(
      ",",
    );
    execFileSync(
      "openssl",
      [
        ...[
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-days",
          "2",
        ],
        ...[
          "-keyout",
          key,
          "-out",
          cert,
          "-subj",
          "/CN=Heed sandbox",
          "-addext",
          `subjectAltName=${names}`,
        ],
      ],
      { stdio: "pipe" },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
