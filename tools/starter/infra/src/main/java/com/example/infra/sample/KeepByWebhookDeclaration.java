package com.example.infra.sample;

import com.example.sample.handler.KeepByWebhookHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.WebhookFunction;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.Permission;
import java.util.List;
import java.util.Map;

/** KeepByWebhook: its URL, the keys of its caller, and permissions. */
final class KeepByWebhookDeclaration {
    private static final HttpFunctionPolicy POLICY = HttpFunctionPolicy.of(ComputePolicy.standard());

    private KeepByWebhookDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        WebhookKeys keys = new WebhookKeys(
                stack, "KeepByWebhookKeys", app.stage(), "keep-by-webhook-keys", "Keys of the caller of KeepByWebhook");
        new WebhookFunction(
                stack,
                "KeepByWebhook",
                app.stage(),
                "each call is signed by the Standard Webhooks scheme with a key that only the caller has",
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        KeepByWebhookHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName(), "WEBHOOK_SECRET_ARN", keys.arn()),
                        List.of(
                                Permission.of(notes.tableArn(), "stores the note", "dynamodb:PutItem"),
                                keys.mayRead("checks signatures"))));
    }
}
