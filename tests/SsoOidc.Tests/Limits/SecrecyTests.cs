using System.Collections;
using System.Reflection;
using SsoOidc.Tests.Model;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Limits;

/// <summary>No secret in any printed form: every object that a caller can reach from a call is printed.</summary>
public sealed class SecrecyTests
{
    // Each says what it is a secret of, so that a leak is understood.
    private static readonly string[] Secrets = ["S3CR3T", Clients.Token, Clients.SecretKey, "p4ssw0rd", "qu3ry"];

    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task Nothing_that_a_call_leaves_behind_prints_a_secret(string name)
    {
        var operation = Operations.Find(name);
        foreach (var (status, body) in Answers(operation))
        {
            using var client = Clients.Create(new CapturingHandler(status, body), options =>
            {
                options.Endpoint.Url = "https://user:p4ssw0rd@own.example/base?qu3ry";
                options.RaiseResponseErrors = false;
            });
            var seen = new List<object?> { client, client.Config, client.Handlers, operation };
            client.Handlers.Add(new FunctionStep(async (context, next) =>
            {
                seen.AddRange([context, context.Request, context.HttpRequest, context.HttpRequest.Headers]);
                await next.InvokeAsync(context);
                seen.AddRange([context.HttpResponse, context.Response, context.Error]);
            }));
            var response = await client.SendAsync(name);
            seen.AddRange([response, response.Error, response.Metadata]);
            var loose = await client.BuildRequest(name, Loose(operation)).SendAsync();
            seen.AddRange([loose, loose.ToJson(), loose.Error]);
            Assert.Equal(response.IsSuccessful, loose.IsSuccessful);
            AssertNoSecret(seen);
        }
    }

    [Fact]
    public void Options_print_no_secret()
    {
        var options = Clients.Options(o => o.Endpoint.Url = "https://user:p4ssw0rd@own.example/?qu3ry");
        AssertNoSecret([options, options.Endpoint, options.Http, options.Retry, options.Credentials]);
    }

    [Fact]
    public async Task Validation_names_members_and_never_shows_them()
    {
        using var client = Clients.Create(new CapturingHandler());
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() =>
            client.CreateTokenAsync(new() { ClientSecret = "S3CR3T\ud800", RefreshToken = "S3CR3T" }));
        AssertNoSecret([error, .. error.Errors]);
        var loose = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", new Dictionary<string, object?>
        {
            ["clientSecret"] = new[] { "S3CR3T" }, ["unknown"] = "S3CR3T",
        }).SendAsync());
        AssertNoSecret([loose, .. loose.Errors]);
    }

    [Fact]
    public async Task Transport_errors_do_not_show_the_request()
    {
        using var client = Clients.Create(new FunctionHandler((_, _) => throw new HttpRequestException("x")), options =>
        {
            options.Endpoint.Url = "https://user:p4ssw0rd@own.example/?qu3ry";
        });
        AssertNoSecret([await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken))]);
    }

    [Fact]
    public async Task Recorded_requests_of_stubs_print_their_name_only()
    {
        using var client = Clients.Stubbed();
        await client.CreateTokenAsync(Calls.CreateToken);
        AssertNoSecret([client.ApiRequests[0], client.ApiRequests[0].Context, client.ApiRequests[0].Context.Request]);
    }

    [Fact]
    public void The_walk_would_find_one()
    {
        Assert.ThrowsAny<Exception>(() => AssertNoSecret(["a S3CR3T"]));
        Assert.ThrowsAny<Exception>(() => AssertNoSecret([new InvalidOperationException("outer", new InvalidOperationException("S3CR3T"))]));
        Assert.ThrowsAny<Exception>(() => AssertNoSecret([new InvalidOperationException("x") { Data = { ["k"] = "S3CR3T" } }]));
    }

    private static IEnumerable<(int Status, string Body)> Answers(Operation operation)
    {
        object response = ModelTypes.Filled(operation.GetType().GetGenericArguments()[1]);
        var members = operation.ResponseToDictionary((SsoOidcResponse)response);
        foreach (var member in operation.Output.Members.Where(member => member is { IsSecret: true, Kind: MemberKind.String }))
        {
            members[member.Name] = member.Name == "verificationUriComplete" ? "https://h/?S3CR3T" : "S3CR3T";
        }

        if (members.ContainsKey("awsAdditionalDetails"))
        {
            members["awsAdditionalDetails"] = new Dictionary<string, object?> { ["identityContext"] = "S3CR3T" };
        }

        string full = System.Text.Json.JsonSerializer.Serialize(members);
        yield return (200, full);
        yield return (200, full[..^1]);
        yield return (200, "\"S3CR3T\"");
        yield return (200, """{"accessToken":["S3CR3T"],"deviceCode":["S3CR3T"],"clientSecret":["S3CR3T"]}""");
        yield return (400, "S3CR3T");
        yield return (400, """{"error":"invalid_grant","accessToken":"S3CR3T"}""");
        yield return (500, "<html>S3CR3T</html>");
    }

    private static Dictionary<string, object?> Loose(Operation operation) => operation.Input.Members.ToDictionary(
        member => member.Name, member => member.Kind == MemberKind.StringList ? new[] { "a" } : (object?)"S3CR3T");

    private static void AssertNoSecret(IEnumerable<object?> objects)
    {
        foreach (object? item in objects)
        {
            for (object? current = item; current is not null; current = (current as Exception)?.InnerException)
            {
                string text = $"{current}";
                if (current is Exception error)
                {
                    text += string.Join('|', error.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"));
                    text += string.Join('|', error.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{property.GetValue(error)}"));
                }

                Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            }
        }
    }
}
