/** Why a plugin cannot be had; the message is for the activity log. */
export class PluginError extends Error {
  override readonly name = "PluginError";
}
