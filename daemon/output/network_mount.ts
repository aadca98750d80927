import { isGranted } from "../adapters/granted.ts";
import { nodeFs } from "../adapters/node_builtins.ts";

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
  if (isOnDisk(directory)) return false;
  if (!isGranted({ kind: "sys", value: "statfs" })) return false;
  try {
    // The kernel's field is signed on some architectures.
    return REMOTE.has(nodeFs().statfsSync(directory).type >>> 0);
  } catch {
    return false;
  }
}

/**
 * Whether the directory lies on a block device of this machine: all others have device numbers with
 * the major number 0. It saves `node:fs`, which takes longer to load than anything else at a start.
 */
function isOnDisk(directory: string): boolean {
  try {
    return Deno.statSync(directory).dev >= 0x100;
  } catch {
    return false;
  }
}
