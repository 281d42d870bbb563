using System.Security.Cryptography;
using System.Text;
using SsoOidc.Signing;

namespace SsoOidc.Tests.Signing;

public sealed class SigV4SignerTests
{
    private const string Body = """{"clientId":"a","grantType":"b"}""";

    private static readonly DateTimeOffset NewYear = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SigningScope Scope = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "TOKEN==", "us-west-2", "sso-oauth");

    [Fact]
    public void The_reference_vector_has_its_signature()
    {
        var headers = Headers();
        Sign(new SigV4Signer(), headers, Scope, NewYear);
        Assert.Equal("9a7ac3302fbd7e67fc2d2b06e22cd3474555492c0d5c39ac4c61a4b90cdea864", headers["x-amz-content-sha256"]);
        Assert.Equal("20240101T000000Z", headers["x-amz-date"]);
        Assert.Equal("TOKEN==", headers["x-amz-security-token"]);
        Assert.Equal("oidc.us-west-2.amazonaws.com", headers["host"]);
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240101/us-west-2/sso-oauth/aws4_request, "
            + "SignedHeaders=amz-sdk-invocation-id;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "
            + "Signature=b5a374c4bdcd9608ee9a4ef1dc5928c97c7861fa2b2515fb8a4cfb2d7507e48a",
            headers["authorization"]);
    }

    [Fact]
    public void The_canonical_request_of_the_vector_has_its_hash()
    {
        var headers = Headers();
        Sign(new SigV4Signer(), headers, Scope, NewYear);
        using var buffer = new Utf8Buffer(16);
        CanonicalRequest.Write(buffer, new SignedRequest("POST", "/token", "aws_iam=t", string.Empty), headers);
        Assert.Equal(
            "be4145bbf43ba84a5f1b342568e92f86ded55a13552e980ad32fcf17e720a853",
            Convert.ToHexStringLower(SHA256.HashData(buffer.Written)));
    }

    [Fact]
    public void Headers_that_change_on_the_way_are_not_signed_and_all_others_are()
    {
        var plain = Headers();
        Sign(new SigV4Signer(), plain, Scope, NewYear);
        var changing = Headers();
        foreach (string name in new[] { "authorization", "content-length", "user-agent", "x-amzn-trace-id", "expect" })
        {
            changing.Set(name, "anything");
        }

        Sign(new SigV4Signer(), changing, Scope, NewYear);
        Assert.Equal(plain["authorization"], changing["authorization"]);

        var more = Headers();
        more.Set("x-mine", "anything");
        Sign(new SigV4Signer(), more, Scope, NewYear);
        Assert.Contains("x-amz-security-token;x-mine,", more["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_in_values_does_not_count()
    {
        var plain = Headers();
        plain.Set("x-mine", "a b c");
        Sign(new SigV4Signer(), plain, Scope, NewYear);
        var spaced = Headers();
        spaced.Set("x-mine", "  a \t b  c\t");
        Sign(new SigV4Signer(), spaced, Scope, NewYear);
        Assert.Equal(plain["authorization"], spaced["authorization"]);
    }

    [Fact]
    public void The_remembered_key_is_used_for_its_own_scope_and_day_only()
    {
        var signer = new SigV4Signer();
        SigningScope[] scopes =
        [
            Scope, Scope with { SecretAccessKey = "other" }, Scope with { Region = "eu-west-1" }, Scope with { Service = "sso" }, Scope with { AccessKeyId = "other" }, Scope,
        ];
        foreach (var scope in scopes)
        {
            foreach (var now in new[] { NewYear, NewYear.AddDays(1), NewYear.AddSeconds(1) })
            {
                var remembered = Headers();
                Sign(signer, remembered, scope, now);
                var fresh = Headers();
                Sign(new SigV4Signer(), fresh, scope, now);
                Assert.Equal(fresh["authorization"], remembered["authorization"]);
            }
        }
    }

    [Fact]
    public void The_remembered_order_is_used_for_the_same_names_in_the_same_order_only()
    {
        var signer = new SigV4Signer();
        string[][] lists = [["x-b", "x-a"], ["x-a", "x-b"], ["x-a", "x-c"], ["x-a"], ["x-a", "expect"], ["x-a", "x-b"], ["x-b", "x-a"], []];
        foreach (string[] names in lists)
        {
            var remembered = More(names);
            Sign(signer, remembered, Scope, NewYear);
            var fresh = More(names);
            Sign(new SigV4Signer(), fresh, Scope, NewYear);
            Assert.Equal(fresh["authorization"], remembered["authorization"]);
        }

        static HttpHeaderList More(string[] names)
        {
            var headers = Headers();
            foreach (string name in names)
            {
                headers.Set(name, $"value of {name}");
            }

            return headers;
        }
    }

    [Fact]
    public async Task One_signer_serves_many_threads()
    {
        var signer = new SigV4Signer();
        string[] expected = [.. Enumerable.Range(0, 4).Select(i => Signature(new SigV4Signer(), i))];
        await Parallel.ForAsync(0, 2000, (i, _) =>
        {
            Assert.Equal(expected[i % 4], Signature(signer, i % 4));
            return ValueTask.CompletedTask;
        });

        static string Signature(SigV4Signer signer, int i)
        {
            // Regions and names of headers change one by one and together.
            var headers = Headers();
            headers.Set($"x-{i / 2}", "value");
            Sign(signer, headers, Scope with { Region = $"region-{i % 2}" }, NewYear);
            return headers["authorization"]!;
        }
    }

    [Fact]
    public void A_scope_is_printed_without_its_secrets() => Assert.Equal("us-west-2/sso-oauth", Scope.ToString());

    [Fact]
    public void Without_a_session_token_there_is_no_header_for_it()
    {
        var headers = Headers();
        Sign(new SigV4Signer(), headers, Scope with { SessionToken = null }, NewYear);
        Assert.False(headers.Contains("x-amz-security-token"));
        Assert.DoesNotContain("x-amz-security-token", headers["authorization"], StringComparison.Ordinal);
    }

    private static HttpHeaderList Headers()
    {
        var headers = new HttpHeaderList();
        headers.Set("Content-Type", "application/json");
        headers.Set("Amz-Sdk-Invocation-Id", "00000000-0000-4000-8000-000000000000");
        return headers;
    }

    private static void Sign(SigV4Signer signer, HttpHeaderList headers, SigningScope scope, DateTimeOffset now) => signer.Sign(
        new SignedRequest("POST", "/token", "aws_iam=t", "oidc.us-west-2.amazonaws.com"), headers, Encoding.UTF8.GetBytes(Body), scope, now);
}
