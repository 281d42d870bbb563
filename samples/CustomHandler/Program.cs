// A plugin, functions as handlers, and a loose call; against a stubbed client, so that it runs anywhere.
using CustomHandler;
using SsoOidc;

var plugin = new TenantPlugin { Id = "a" };
using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true, Plugins = { plugin } });

// Around every call, outermost: how it went.
client.Handlers.Handle(
    async (context, next) =>
    {
        await next.InvokeAsync(context);
        Console.WriteLine($"{context.Operation}: {(context.Error is { } error ? error.Code : "success")}");
    },
    PipelineStep.Initialize,
    priority: 99,
    name: "report");

// Inside: what came back, whatever it means.
client.Handlers.HandleResponse(context => Console.WriteLine($"  HTTP {context.HttpResponse!.StatusCode}, request {context.HttpResponse.GetHeader("x-amzn-requestid")}"));

Console.WriteLine(client.Handlers.Describe(Operations.RegisterClient));
await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "sample", ClientType = ClientTypes.Public });
Console.WriteLine($"  x-tenant: {client.ApiRequests[0].Context.HttpRequest.Headers["x-tenant"]}");

// A loose call by wire names, with a handler of its own, sent once.
client.StubResponses(Operations.CreateToken, StubbedResponse.Data(new Dictionary<string, object?> { ["accessToken"] = "secret", ["expiresIn"] = 60 }));
OperationRequest loose = client.BuildRequest("CreateToken", new Dictionary<string, object?>
{
    ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = GrantTypes.RefreshToken, ["refreshToken"] = "r", ["scope"] = new HashSet<string> { "sso:account:access" },
});
loose.Handlers.HandleRequest(context => context.HttpRequest.Headers["x-once"] = "1");
LooseResponse response = await loose.SendAsync();
Console.WriteLine($"  {response}");   // the token is not shown

// A standard handler replaced: nothing is signed, so no credentials are needed.
client.Handlers.Remove(StandardHandler.Signing);
await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::123456789012:application/a/b", "jwt"));

bool isAsMeant = plugin.Calls == 3
    && client.ApiRequests[0].Context.HttpRequest.Headers["x-tenant"] == "a"
    && client.ApiRequests[1].Context.HttpRequest.Headers["x-once"] == "1"
    && !client.ApiRequests[2].Context.HttpRequest.Headers.Contains("authorization");
Console.WriteLine(isAsMeant ? $"{plugin.Calls} calls" : "Something is not as it should be.");
return isAsMeant ? 0 : 1;
