import type { Page } from "playwright-core";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import {
  startIntercom,
  type SandboxIntercom,
} from "../sandbox/intercom/server.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import {
  startZendesk,
  type SandboxZendesk,
} from "../sandbox/zendesk/server.ts";
import * as inbox from "./inbox-page.ts";
import * as workspace from "./helpdesk-page.ts";

/** What an agent does in a helpdesk's page, whichever it is. */
export interface Hands {
  showTicket(page: Page, ticketId: number): Promise<void>;
  composerText(page: Page, ticketId: number): Promise<string>;
  typeInComposer(page: Page, ticketId: number, text: string): Promise<void>;
  typeAfterFirstParagraph(
    page: Page,
    ticketId: number,
    text: string,
  ): Promise<void>;
  switchTo(
    page: Page,
    ticketId: number,
    channel: "web" | "internal",
  ): Promise<void>;
  submit(page: Page, ticketId: number): Promise<void>;
  focusComposer(page: Page, ticketId: number): Promise<void>;
}

/** One of the look-alike helpdesks, running. */
export type LookAlike = {
  accountKey: string;
  origin: string;
  /** Where the agent begins. */
  startUrl: string;
  ticketUrl(ticketId: number): string;
  port: number;
  /** `*.zendesk.com`: what has to lead to the port. */
  hosts: string;
  /** The words that were sent, in order. */
  sent(): string[];
  customerWrites(ticketId: number, text: string): void;
  hands: Hands;
  close(): Promise<void>;
} & (
  | { helpdesk: "zendesk"; sandbox: SandboxZendesk }
  | { helpdesk: "intercom"; sandbox: SandboxIntercom }
);

export function startLookAlike(
  helpdesk: Helpdesk,
  tickets: SandboxTicket[],
): Promise<LookAlike> {
  return helpdesk === "zendesk" ? zendesk(tickets) : intercom(tickets);
}

async function zendesk(tickets: SandboxTicket[]): Promise<LookAlike> {
  const sandbox = await startZendesk({ tickets });
  const { origin, port, state, levers, ticketUrl, close } = sandbox;
  return {
    helpdesk: "zendesk",
    sandbox,
    accountKey: "acme",
    origin,
    startUrl: `${origin}/agent/filters/1`,
    ticketUrl: (ticketId) => ticketUrl(ticketId),
    port,
    hosts: "*.zendesk.com",
    sent: () => state.received.map(({ plainBody }) => plainBody),
    customerWrites: (ticketId, text) =>
      void levers.customerWrites(ticketId, text),
    hands: workspace,
    close,
  };
}

async function intercom(tickets: SandboxTicket[]): Promise<LookAlike> {
  const sandbox = await startIntercom({ tickets });
  const { origin, host, appId, port, state, levers, ticketUrl, close } =
    sandbox;
  return {
    helpdesk: "intercom",
    sandbox,
    accountKey: appId,
    origin,
    startUrl: `${origin}/a/inbox/${appId}/inbox/shared/all`,
    ticketUrl,
    port,
    hosts: host,
    sent: () => state.received.map(({ plainBody }) => plainBody),
    customerWrites: (ticketId, text) =>
      void levers.customerWrites(ticketId, text),
    hands: inbox,
    close,
  };
}
