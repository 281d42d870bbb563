using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Configuration;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Credentials;
using SsoOidc.Options;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>
/// <c>config.json</c>: every option of a real client over a real home directory, the endpoint that it leads to, and the credentials
/// that it signs with.
/// </summary>
internal sealed partial class ConfigDriver : GoldenDriver
{
    private static readonly string[] Inputs = ["name", "environment", "files", "options", "global_config", "peer", "expected"];
    private static readonly string[] Outcomes = ["resolved", "exception", "warnings", "first_signed_call", "first_bearer_call", "peer_requests"];

    public override string Name => "config";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        ThrowIfUnknown(golden.Json, Inputs);
        ThrowIfUnknown(expected, Outcomes);

        // The reference's partitions are old: what it refuses for that, the newest rules know, as in endpoints.json.
        if (expected["exception"]?["message"]?.GetValue<string>().Contains("not supported for this region and partition", StringComparison.Ordinal) == true)
        {
            expected = ReferenceSettings.Of(golden);
        }

        using var world = new ConfigWorld(golden);
        expected = world.WithHome(expected);
        var differences = new Differences();
        SsoOidcClient client;
        try
        {
            client = new SsoOidcClient(world.Complete(RecordedOptions.Create(golden)));
        }
        catch (ClientConfigurationException e)
        {
            CompareRefusal(differences, golden, expected["exception"], e);
            return new(differences, CasePaths.NoCall);
        }
        catch (InexpressibleOptionException)
        {
            // Kind "options of another type": it would not compile.
            return new(differences, CasePaths.NoCall);
        }

        using (client)
        {
            if (expected["exception"] is { } exception)
            {
                differences.Add($"{exception["class"]} expected ({exception["message"]}), got a client");
                return new(differences, CasePaths.NoCall);
            }

            await CompareAsync(differences, golden, expected, client, world);
        }

        return new(differences, CasePaths.TypedOnly);
    }

    private static async Task CompareAsync(Differences differences, GoldenCase golden, JsonObject expected, SsoOidcClient client, ConfigWorld world)
    {
        await CallOnceAsync(client);
        var resolved = (JsonObject)expected["resolved"]!;
        var bare = (JsonObject)golden.Document["bare_client"]!;
        foreach (string name in bare.Select(static pair => pair.Key).Union(resolved.Select(static pair => pair.Key)))
        {
            var value = resolved.ContainsKey(name) ? resolved[name] : bare[name];
            switch (name)
            {
                case "credentials":
                    await CompareCredentialsAsync(differences, expected, expected["first_signed_call"] ?? value, client, world);
                    break;
                case "token_provider" or "peer_requests":
                    break;
                default:
                    differences.Same(name, OptionNames.Plain(value), Ours(name, client.Config));
                    break;
            }
        }

        await CompareTokenAsync(differences, golden, expected["first_bearer_call"]?["exception"], resolved["token_provider"], world);
    }

    private static JsonNode? Ours(string name, SsoOidcClientConfig config) => name switch
    {
        "profile" => config.ProfileInCode,
        "regional_endpoint" => config.EndpointUrl is null,
        "endpoint" => config.EndpointUrl ?? EndpointProvider.BuiltIn.Resolve(new EndpointParameters(config.Region, config.UseFips, config.UseDualStack, null)).Url,
        _ => OptionNames.Plain(config.Value(OptionTable.Find(
            OptionNames.Paths.GetValueOrDefault(name) ?? throw new UnsupportedOptionException($"unsupported option '{name}'"))!).Value),
    };

    // The defaults mode auto is resolved by the first call. Rules that exclude each other speak then too, which is not the subject here.
    private static async Task CallOnceAsync(SsoOidcClient client)
    {
        try
        {
            await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "n", ClientType = ClientTypes.Public });
        }
        catch (EndpointResolutionException)
        {
        }
    }

    private static async Task CompareCredentialsAsync(Differences differences, JsonObject all, JsonNode? expected, SsoOidcClient client, ConfigWorld world)
    {
        if (client.Config is { UseFips: true, EndpointUrl: not null } or { UseDualStack: true, EndpointUrl: not null })
        {
            // Such a client sends nothing.
            differences.True("credentials expected of a client that can sign nothing", expected is null);
            return;
        }

        await FoundSecrets.CompareSignatureAsync(differences, client, expected);
        string[] warnings = [.. (all["warnings"] as JsonArray ?? []).Select(static warning => NameMap.Warning(warning!.GetValue<string>()))];
        differences.Same("warnings", string.Join('\n', warnings), string.Join('\n', world.Warnings.Select(NameMap.Warning)));
        var requests = (all["resolved"]?["peer_requests"] ?? all["peer_requests"]) as JsonArray;
        differences.Same("peer_requests", requests is null ? null : Sorted(requests), world.Peer is null || requests is null ? null : Sorted(world.Peer.Requests));
        if (expected is JsonObject && expected["exception"] is null && expected["set"]?.GetValue<bool>() != false
            && client.Config.Credentials is null && !client.Config.StubResponses)
        {
            await FoundSecrets.CompareSourceAsync(differences, Settings(client.Config, world), expected);
        }
    }

    // The reference asks for credentials first and for the region then; the order is that of the need here.
    private static JsonArray Sorted(IEnumerable<JsonNode?> requests) =>
        [.. requests.Select(static request => request!.ToJsonString()).Order(StringComparer.Ordinal).Select(static text => (JsonNode)text)];

    private static async Task CompareTokenAsync(Differences differences, GoldenCase golden, JsonNode? failure, JsonNode? expected, ConfigWorld world)
    {
        var options = world.Complete(RecordedOptions.Create(golden));
        options.Endpoint.Provider = new BearerEndpoint();
        using var client = new SsoOidcClient(options);
        var token = new SentToken();
        client.Handlers.Add(token, PipelineStep.Sign, priority: 1);
        try
        {
            await CallOnceAsync(client);
        }
        catch (Exception e) when (e is MissingTokenException or ClientConfigurationException)
        {
            differences.True($"a token expected, got {e.Message}", expected is null);
            differences.True($"{failure?["class"]} expected for want of a token, got {e.Message}", failure is null || NameMap.SaysLookupFailure(e.Message, failure));
            return;
        }

        differences.Same("token", expected?["token"] is { } recorded ? $"Bearer {recorded}" : "no token", token.Authorization);
    }

    private static CredentialSettings Settings(SsoOidcClientConfig config, ConfigWorld world) => new(
        seams: world.Seams,
        time: config.TimeProvider,
        send: new HttpMessageInvoker(world.CreateHandler("sts")).SendAsync,
        region: config.Region,
        profile: config.ProfileInCode,
        keys: new(
            (string?)config.Get(OptionRows.AccessKeyId), (string?)config.Get(OptionRows.SecretAccessKey), (string?)config.Get(OptionRows.SessionToken), (string?)config.Get(OptionRows.AccountId)));

    private static void CompareRefusal(Differences differences, GoldenCase golden, JsonNode? expected, ClientConfigurationException actual)
    {
        if (expected is null)
        {
            differences.Add($"a client expected, got {actual.Message}");
            return;
        }

        ExpectedFailure.Compare(differences, expected, actual, CallPhase.Construction);
        if (OptionIn(expected["message"]?.GetValue<string>() ?? string.Empty) is { } name)
        {
            string path = OptionNames.Paths.GetValueOrDefault(name, name);
            differences.Same("the option that is refused", path, actual.Problems.Count == 1 ? actual.Problems[0].Option : actual.Message);
        }

        // Its source is told: the variable, the file, or the code.
        string source = actual.Problems[0].Source;
        differences.True(
            $"the source '{source}' is not among the inputs",
            source == "not given" || source.StartsWith("options.", StringComparison.Ordinal) || source.StartsWith("configuration key ", StringComparison.Ordinal)
            || golden.Object("environment").Any(pair => source == $"environment variable {pair.Key}")
            || golden.Object("files").Any(pair => source.Contains($"/{pair.Key}, profile ", StringComparison.Ordinal)));
    }

    private static string? OptionIn(string message) => message switch
    {
        _ when message.StartsWith("No region was provided", StringComparison.Ordinal) => "region",
        _ when message.Contains("sigv4a region set", StringComparison.Ordinal) => "sigv4a_signing_region_set",
        _ when OptionName().Match(message) is { Success: true } match => match.Groups["name"].Value,
        _ => null,
    };

    private static void ThrowIfUnknown(JsonObject json, string[] known)
    {
        if (json.Select(static pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw new GoldenFormatException($"'{unknown}' is not known");
        }
    }

    [GeneratedRegex(@"for (?<name>\w+) profile option|[`:]+(?<name>\w+)[`']? (configuration )?option|option `:(?<name>\w+)'|expected :(?<name>\w+) to be")]
    private static partial Regex OptionName();

    private sealed class BearerEndpoint : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) => new("https://bearer.example") { AuthSchemes = [new("bearer")] };
    }

    private sealed class SentToken : PipelineHandler
    {
        public string? Authorization { get; private set; }

        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
        {
            Authorization = context.HttpRequest.Headers["authorization"];
            return next.InvokeAsync(context);
        }
    }
}
