// A real OpenID Connect provider for the journeys: node provider.mjs, its settings as JSON on standard input.
// Whoever logs in types who they are (sub) and how they showed it (amr). It prints its issuer once it listens,
// and ends with its standard input.
import { createServer } from "node:http";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { Provider } from "oidc-provider";

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
const { client_id, client_secret, redirect_uri } = JSON.parse(
  await new Promise((resolve) => lines.once("line", resolve)),
);

const server = createServer();
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri], token_endpoint_auth_method: "client_secret_basic" }],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" }] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  claims: { openid: ["sub", "amr", "auth_time"], profile: ["name"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: `Name Of ${sub}` }) }),
  // Everybody agrees to be known here.
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();

const page = (path) => `<!DOCTYPE html><html lang="en"><head><title>Who are you?</title><link rel="icon" href="data:,"></head><body><main>
<h1>Who are you?</h1><form method="post" action="${path}">
<label>Subject <input name="sub"></label><label>Shown by <input name="amr"></label><button>Continue</button>
</form></main></body></html>`;

server.on("request", async (request, response) => {
  if (!request.url.startsWith("/who/")) return answer(request, response);
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    return response.end(page(request.url));
  }
  let body = "";
  for await (const part of request) body += part;
  const typed = new URLSearchParams(body);
  const login = { accountId: typed.get("sub"), amr: typed.get("amr").split(" "), remember: false };
  return provider.interactionFinished(request, response, { login });
});
console.log(issuer);
