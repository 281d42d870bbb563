using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Endpoints;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>
/// <c>endpoints.json</c>: the rule set by itself (botocore is the truth), and a whole client that signs, for what the client does
/// around the rules: legacy FIPS names, validation, the request's URL and its signature's region.
/// </summary>
internal sealed class EndpointsDriver : GoldenDriver
{
    private static readonly string[] Inputs = ["name", "region", "use_fips", "use_dualstack", "endpoint", "expected"];

    private static readonly JsonObject Parameters = new() { ["clientId"] = "arn:aws:sso::123456789012:application/ssoins-1/apl-2", ["grantType"] = "refresh_token" };

    public override string Name => "endpoints";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        if (golden.Json.Select(static pair => pair.Key).FirstOrDefault(static key => !Inputs.Contains(key)) is { } unknown)
        {
            throw new UnsupportedOptionException($"unsupported option '{unknown}'");
        }

        var differences = new Differences();
        differences.Add("rule set", CompareRules(golden, (JsonObject)expected["ruleset"]!));
        if (expected["partition"] is JsonObject partition && golden.Text("region") is { } region)
        {
            differences.Add("partition", ComparePartition(region, partition));
        }

        var client = ClientTruth.Of(golden, expected);
        object request = OperationCalls.TypedRequest("CreateTokenWithIAM", Parameters)!;
        differences.Add("client, typed", await CompareClientAsync(golden, client, c => OperationCalls.CallTypedAsync(c, "CreateTokenWithIAM", request)));
        differences.Add("client, loose", await CompareClientAsync(golden, client, c => OperationCalls.CallLooseAsync(c, "CreateTokenWithIAM", Parameters)));
        return new(differences, CasePaths.TypedAndLoose);
    }

    private static bool Flag(GoldenCase golden, string name) => golden.Json[name]!.GetValue<bool>();

    private static Differences CompareRules(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        var parameters = new EndpointParameters(
            golden.Text("region"), Flag(golden, "use_fips"), Flag(golden, "use_dualstack"), golden.Text("endpoint"));
        try
        {
            var endpoint = EndpointProvider.BuiltIn.Resolve(parameters);
            differences.Same("error", expected["error"], null);
            differences.Same("url", expected["url"], endpoint.Url);
            differences.Same("properties", expected["properties"]?["authSchemes"], endpoint.AuthSchemes is { Count: > 0 } ? "some" : null);
            differences.Same("headers", expected["headers"] is JsonObject { Count: > 0 } headers ? headers : null, endpoint.Headers is { Count: > 0 } ? "some" : null);
        }
        catch (EndpointResolutionException e)
        {
            differences.Same("error", expected["error"], e.Message);
        }

        return differences;
    }

    private static Differences ComparePartition(string region, JsonObject expected)
    {
        var differences = new Differences();
        var partition = Partitions.Of(region);
        differences.Same("id", expected["id"], partition.Id);
        differences.Same("dnsSuffix", expected["dnsSuffix"], partition.DnsSuffix);
        differences.Same("dualStackDnsSuffix", expected["dualStackDnsSuffix"], partition.DualStackDnsSuffix);
        differences.Same("listed", expected["how"]!.GetValue<string>() == "listed", partition.Regions.Contains(region));
        return differences;
    }

    private static async Task<Differences> CompareClientAsync(GoldenCase golden, JsonObject expected, Func<SsoOidcClient, Task<CallOutcome>> call)
    {
        using var transport = RecordingTransport.AnsweringEmptyObject();
        var config = new JsonObject
        {
            ["region"] = golden.Text("region"),
            ["use_fips_endpoint"] = Flag(golden, "use_fips"),
            ["use_dualstack_endpoint"] = Flag(golden, "use_dualstack"),
            ["endpoint"] = golden.Text("endpoint"),
        };
        var differences = new Differences();
        SsoOidcClient client;
        try
        {
            client = new SsoOidcClient(ClientSetup.Create(config, environment: null, transport));
        }
        catch (ClientConfigurationException e)
        {
            CompareFailure(differences, expected, e, CallPhase.Construction);
            return differences;
        }

        using (client)
        {
            var outcome = await call(client);
            if (outcome.Error is { } error)
            {
                CompareFailure(differences, expected, error, CallPhase.Call);
                differences.Same("requests_sent", 0, transport.Sent.Count);
            }
            else if (expected["exception"] is { } exception)
            {
                ExpectedFailure.Compare(differences, exception, null, CallPhase.Call);
            }
            else
            {
                Compare(differences, golden, expected, client.Config, transport.Sent.Single());
            }
        }

        return differences;
    }

    private static void CompareFailure(Differences differences, JsonObject expected, Exception error, CallPhase phase)
    {
        if (expected["exception"] is { } exception)
        {
            ExpectedFailure.Compare(differences, exception, error, phase);
        }
        else
        {
            differences.Add($"success expected, got {error.GetType().Name} ({phase}): {error.Message}");
        }
    }

    private static void Compare(Differences differences, GoldenCase golden, JsonObject expected, SsoOidcClientConfig config, SentRequest sent)
    {
        differences.Same("request_url", UrlText.WithLowerHost(expected["request_url"]!.GetValue<string>()), UrlText.WithLowerHost(sent.Uri.AbsoluteUri));
        string[] scope = sent.Headers["authorization"].Split("Credential=")[1].Split(',')[0].Split('/');
        differences.Same("signing_region", expected["signing_region"], scope[2]);
        differences.Same("signing_name", expected["signing_name"], scope[3]);
        differences.Same("config_region", expected["config_region"], config.Region);
        differences.Same("config_use_fips", expected["config_use_fips"], config.UseFips);
        differences.Same("config_endpoint", golden.Json["endpoint"], config.EndpointUrl);
        if (expected["auth_scheme"] is { } scheme)
        {
            differences.Same("auth_scheme.name", scheme["name"], "sigv4");
            differences.Same("auth_scheme.signingName", scheme["signingName"], scope[3]);
            differences.Same("auth_scheme.signingRegion", scheme["signingRegion"], scope[2]);
        }
    }
}
