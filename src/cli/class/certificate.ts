/** @file The certificate of a class's server: its own, or one made for this network, which browsers warn of. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Days that one made here is good for (ours: a term). */
const DAYS = 120;

/** @param files the certificate with its chain, then its key. @throws {RangeError} for another number of files. */
export async function readCertificate(files: readonly string[]): Promise<Certificate> {
  const [cert, key] = files;
  if (cert === undefined || key === undefined || files.length > 2) {
    throw new RangeError(`class: --certificate takes two files, the certificate and its key; got ${files.length}`);
  }
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
}

/**
 * A certificate for a name or an address, made by openssl and kept in the folder.
 * @throws {Error} where there is no openssl.
 */
export async function makeCertificate(host: string, folder: string): Promise<Certificate & { readonly path: string }> {
  const [path, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'certificate-key.pem')];
  if (!existsSync(path)) {
    await mkdir(dirname(path), { recursive: true });
    const alternative = isIP(host) === 0 ? `DNS:${host}` : `IP:${host}`;
    const { status, error } = spawnSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', `${DAYS}`]
        .concat(['-subj', `/CN=${host}`, '-addext', `subjectAltName=${alternative},DNS:localhost,IP:127.0.0.1`])
        .concat(['-keyout', keyPath, '-out', path]),
      { stdio: 'ignore' },
    );
    if (error !== undefined || status !== 0) {
      throw new Error(
        `class: needs openssl to make a certificate for ${host}, or one of yours: --certificate certificate.pem key.pem`,
      );
    }
  }
  return { ...(await readCertificate([path, keyPath])), path };
}
