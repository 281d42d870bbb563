using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SsoOidc.Signing;
using SsoOidc.Tests.Model;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Oracle;

/// <summary>Same input through both clients: same method, URL, body, and signature at the same time.</summary>
public sealed class WireTests
{
    private const string Difficult = "q\"b\\s/<>&'+\u007f\u2028é漢😀\t\r\n\0\u001f";

    public static TheoryData<string, string, string> Requests()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var operation in Operations.All)
        {
            foreach (string region in new[] { "us-west-2", "cn-north-1", "us-gov-west-1" })
            {
                foreach (string kind in new[] { "required", "filled", "difficult" })
                {
                    data.Add(operation.Name, region, kind);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Method_address_and_body_are_the_same(string operation, string region, string kind)
    {
        var (own, theirs) = await SendBothAsync(operation, region, kind);
        Assert.Equal(theirs.Method, own.Method);
        Assert.Equal(theirs.Uri.AbsoluteUri, own.Uri.AbsoluteUri);
        Assert.Equal(theirs["content-type"], own["content-type"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(theirs.Body), JsonNode.Parse(own.Body)), $"{theirs.Body}\n{own.Body}");
    }

    [Theory]
    [InlineData("us-west-2")]
    [InlineData("cn-north-1")]
    public async Task Signed_again_at_its_time_their_request_has_their_signature(string region)
    {
        foreach (string kind in new[] { "required", "filled", "difficult" })
        {
            var (_, theirs) = await SendBothAsync("CreateTokenWithIAM", region, kind);
            string authorization = theirs["authorization"];
            string[] signed = authorization.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
            var headers = new HttpHeaderList();
            foreach (string name in signed)
            {
                headers.Set(name, name == "host" ? theirs.Uri.Authority : theirs[name]);
            }

            new SigV4Signer().Sign(
                new SignedRequest("POST", theirs.Uri.AbsolutePath, theirs.Uri.Query.AsSpan(1), theirs.Uri.Authority),
                headers,
                Encoding.UTF8.GetBytes(theirs.Body),
                new SigningScope(Clients.AccessKey, Clients.SecretKey, Clients.Token, region, "sso-oauth"),
                DateTimeOffset.ParseExact(theirs["x-amz-date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            Assert.Equal(Parts(authorization), Parts(headers["authorization"]!));
        }
    }

    [Fact]
    public async Task Both_sign_the_headers_that_say_who_and_when()
    {
        var (own, theirs) = await SendBothAsync("CreateTokenWithIAM", "us-west-2", "required");
        foreach (string name in new[] { "content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token" })
        {
            Assert.Contains(name, own["authorization"].Split("SignedHeaders=")[1].Split(',')[0].Split(';'));
            Assert.Contains(name, theirs["authorization"].Split("SignedHeaders=")[1].Split(',')[0].Split(';'));
        }

        Assert.Equal(theirs["x-amz-security-token"], own["x-amz-security-token"]);
    }

    private static async Task<(SentRequest Own, SentRequest Theirs)> SendBothAsync(string operation, string region, string kind)
    {
        object request = Request(Operations.Find(operation), kind);
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Region = region);
        await (request switch
        {
            CreateTokenRequest own => (Task)client.CreateTokenAsync(own),
            CreateTokenWithIamRequest own => client.CreateTokenWithIamAsync(own),
            RegisterClientRequest own => client.RegisterClientAsync(own),
            _ => client.StartDeviceAuthorizationAsync((StartDeviceAuthorizationRequest)request),
        });
        return (transport.Request, await AwsSdk.SendAsync(request, region));
    }

    private static object Request(Operation operation, string kind)
    {
        var type = operation.GetType().GetGenericArguments()[0];
        object request = ModelTypes.Filled(type);
        foreach (var member in ModelTypes.Members(type))
        {
            if (kind == "required" && !operation.Input.Members.Single(row => row.PropertyName == member.Name).IsRequired)
            {
                member.SetValue(request, null);
            }
            else if (kind == "difficult")
            {
                member.SetValue(request, member.PropertyType == typeof(string) ? Difficult : new List<string> { Difficult, string.Empty });
            }
        }

        return request;
    }

    // Credential, signed headers, signature: how they are separated is a matter of taste.
    private static string[] Parts(string authorization) => authorization.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
