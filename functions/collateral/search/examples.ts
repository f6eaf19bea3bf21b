import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import { statementOf } from "./certificate.ts";
import type { searchEndpoints } from "./contract.ts";

const { creditCode, name: legalName, siteId } = mill;
const instrument = `permit/${story.pollutant}/${story.pool}/2026-12/2031-11`;
const asked = { by: "creditCode", value: creditCode } as const;
const number = "EZC-20260302-5d41402abc4b2a76b9719d911017c592";
const contentSha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
const params = { number };
const at = story.afterwards;
const stated = { asOf: at, assets: [] };
const parts = Object.fromEntries(
  ["number", "issuedAt", "issuedTo", "asked", "askedAt", "asOf", "entities", "statement"].map((member, place) => [
    `/${member}`,
    `9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca${place}`,
  ]),
);

/** Examples of search: before anything of the mill is pledged, so that nothing is found, which is certified too. */
export const searchExamples: Examples<typeof searchEndpoints> = {
  searchCollateral: {
    operator: { summary: "What was registered under the mill's name", query: { by: "name", value: legalName, at } },
    mill: { summary: "What is registered on permits of its own works", query: { by: "site", value: siteId, instrument } },
  },
  issueCollateralCertificate: {
    mill: {
      summary: "A certificate that nothing is registered",
      body: asked,
      response: {
        ...{ number, issuedAt: at, issuedTo: { creditCode, legalName }, asked, askedAt: at, entities: [] },
        ...{ ...stated, statement: statementOf(stated), parts, contentSha256 },
      },
    },
  },
  listCollateralCertificates: { mill: { summary: "The mill's certificates" } },
  readCollateralCertificate: { mill: { summary: "The certificate, as it was issued", params } },
  checkCollateralCertificate: {
    public: {
      summary: "Whether the certificate is genuine and still current",
      ...{ params, query: { contentSha256 } },
      response: { genuine: true, current: true },
    },
  },
};
