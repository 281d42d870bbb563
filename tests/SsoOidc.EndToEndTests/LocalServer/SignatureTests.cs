using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class SignatureTests
{
    private static readonly string Body = JsonSerializer.Serialize(SignedCall.JwtBearer);

    [Fact]
    public async Task A_good_signature_passes_with_and_without_a_payload_header()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body)).AssertOk();
        (await server.PostSignedAsync(Body, signer => signer.Headers["x-amz-content-sha256"] = HashOf(Body))).AssertOk();
    }

    [Fact]
    public async Task A_session_token_and_odd_header_spacing_pass_when_signed()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer =>
        {
            signer.Headers["x-amz-security-token"] = "any/token==";
            signer.Headers["x-custom"] = "a   b    c";
            signer.Headers["amz-sdk-request"] = "attempt=1; max=3";
        })).AssertOk();
    }

    [Fact]
    public async Task Credentials_and_region_come_from_the_options()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.Region = "eu-west-1";
            options.SigningCredentials = new Dictionary<string, string> { ["AKIA1"] = "one", ["AKIA2"] = "two" };
        });
        (await server.PostSignedAsync(Body, signer => (signer.KeyId, signer.Secret, signer.Region) = ("AKIA1", "one", "eu-west-1"))).AssertOk();
        (await server.PostSignedAsync(Body, signer => (signer.KeyId, signer.Secret, signer.Region) = ("AKIA2", "two", "eu-west-1"))).AssertOk();
        (await server.PostSignedAsync(Body, signer => (signer.KeyId, signer.Secret, signer.Region) = ("AKIA2", "one", "eu-west-1")))
            .AssertAwsFault(403, "InvalidSignatureException");
        (await server.PostSignedAsync(Body, signer => signer.Region = "eu-west-1")).AssertAwsFault(403, "UnrecognizedClientException");
    }

    [Fact]
    public async Task Without_an_authorization_header_the_token_is_missing()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostTextAsync("/token?aws_iam=t", Body)).AssertAwsFault(403, "MissingAuthenticationTokenException");
    }

    [Fact]
    public async Task A_wrong_secret_makes_an_invalid_signature()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => signer.Secret = "wrong")).AssertAwsFault(403, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_body_changed_after_signing_makes_an_invalid_signature()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var declared in (bool[])[false, true])
        {
            (await server.PostSignedAsync(
                Body,
                signer =>
                {
                    if (declared)
                    {
                        signer.Headers["x-amz-content-sha256"] = HashOf(Body);
                    }
                },
                request => Replace(request, Encoding.UTF8.GetBytes(Body + " ")))).AssertAwsFault(403, "InvalidSignatureException");
        }
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task A_payload_header_must_be_the_hash_of_the_body(string claimed)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostSignedAsync(Body, signer => signer.Headers["x-amz-content-sha256"] = claimed);
        answer.AssertAwsFault(403, "InvalidSignatureException");
        Assert.Contains("X-Amz-Content-SHA256", answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunked_signing_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => signer.Headers["content-encoding"] = "aws-chunked")).AssertAwsFault(403, "InvalidSignatureException");
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-amz-date")]
    [InlineData("content-type")]
    [InlineData("x-amz-security-token")]
    [InlineData("x-amz-anything")]
    public async Task Headers_that_matter_must_be_signed(string name)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostSignedAsync(Body, signer =>
        {
            signer.Headers["x-amz-security-token"] = "token";
            signer.Headers["x-amz-anything"] = "value";
            signer.Unsigned.Add(name);
        });
        answer.AssertAwsFault(403, "InvalidSignatureException");
        Assert.Contains(name, answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_headers_may_stay_unsigned()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer =>
        {
            signer.Headers["x-amzn-trace-id"] = "Root=1";
            signer.Headers["user-agent"] = "test";
            signer.Unsigned.UnionWith(["x-amzn-trace-id", "user-agent"]);
        })).AssertOk();
    }

    [Fact]
    public async Task A_signed_header_that_is_changed_or_missing_makes_an_invalid_signature()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => signer.Headers["x-custom"] = "a", request =>
        {
            request.Headers.Remove("x-custom");
            request.Headers.Add("x-custom", "b");
        })).AssertAwsFault(403, "InvalidSignatureException");
        (await server.PostSignedAsync(Body, signer => signer.Headers["x-custom"] = "a", request => request.Headers.Remove("x-custom")))
            .AssertAwsFault(403, "InvalidSignatureException");
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(901, false)]
    [InlineData(-900, true)]
    [InlineData(-901, false)]
    public async Task The_date_may_differ_by_fifteen_minutes(int seconds, bool accepted)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostSignedAsync(Body, signer => signer.Time += TimeSpan.FromSeconds(seconds));
        if (accepted)
        {
            answer.AssertOk();
        }
        else
        {
            answer.AssertAwsFault(403, "InvalidSignatureException");
            Assert.StartsWith("Signature " + (seconds < 0 ? "expired" : "not yet current"), answer["message"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_date_of_the_scope_must_be_that_of_the_request()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => signer.ScopeDate = "20260430")).AssertAwsFault(403, "InvalidSignatureException");
    }

    [Fact]
    public async Task Another_service_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => signer.Service = "oidc")).AssertAwsFault(403, "InvalidSignatureException");
    }

    [Fact]
    public async Task When_only_the_region_differs_the_answer_names_the_right_one()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostSignedAsync(Body, signer => signer.Region = "eu-west-1");
        answer.AssertFault(400, "InvalidRequestRegionException", "invalid_request", "us-east-1");
        Assert.Equal("us-east-1", answer["region"]);
        Assert.Equal(server.Server.Endpoint.AbsoluteUri, answer["endpoint"]);
    }

    [Fact]
    public async Task A_wrong_region_with_a_wrong_secret_is_just_an_invalid_signature()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, signer => (signer.Region, signer.Secret) = ("eu-west-1", "wrong")))
            .AssertAwsFault(403, "InvalidSignatureException");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/aws4_request, SignedHeaders=host, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws3_request, SignedHeaders=host, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host;date, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=Host, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host;host, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=x, Signature=y")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=, Signature=x")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a/b/c/aws4_request, SignedHeaders=host, Signature=x")]
    public async Task A_malformed_authorization_header_is_an_incomplete_signature(string value)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body, change: request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", value);
        })).AssertAwsFault(403, "IncompleteSignatureException");
    }

    [Fact]
    public async Task The_query_is_signed_sorted_as_it_stands_on_the_wire()
    {
        await using var server = await TestServer.StartAsync();
        const string Path = "/token?z=%2B&flag&aws_iam=t&a=2&a=1";
        (await server.PostSignedAsync(Body, signer => signer.CanonicalQuery = "a=1&a=2&aws_iam=t&flag=&z=%2B", path: Path)).AssertOk();
        (await server.PostSignedAsync(Body, path: Path)).AssertAwsFault(403, "InvalidSignatureException");
    }

    [Fact]
    public async Task An_unsigned_body_is_not_even_read_as_JSON()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync("not json", signer => signer.Secret = "wrong")).AssertAwsFault(403, "InvalidSignatureException");
        (await server.PostSignedAsync("not json")).AssertFault(400, "InvalidRequestException", "invalid_request");
    }

    private static string HashOf(string text) => TestSigner.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Replace(HttpRequestMessage request, byte[] body)
    {
        var type = request.Content!.Headers.ContentType;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = type;
    }
}
