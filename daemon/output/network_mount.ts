import { statfsSync } from "node:fs";

/** `f_type` of file systems whose server may stop to answer (statfs(2), linux/magic.h). */
const REMOTE: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x65735546, // FUSE
  0x01021997, // 9P
  0x00c36400, // Ceph
  0x5346414f, // AFS
  0x6b414653, // kAFS
  0x73757245, // Coda
  0x7461636f, // OCFS2
  0x01161970, // GFS2
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x786f4256, // VirtualBox shared folder
]);

/**
 * Whether the directory lies on a file system that can hang. Without the permission to ask
 * (`--allow-sys=statfs`) it is taken for a local one.
 */
export function isNetworkMount(directory: string): boolean {
  if (Deno.permissions.querySync({ name: "sys", kind: "statfs" }).state !== "granted") return false;
  try {
    // The kernel's field is signed on some architectures.
    return REMOTE.has(statfsSync(directory).type >>> 0);
  } catch {
    return false;
  }
}
