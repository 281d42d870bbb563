using SsoOidc;
using SsoOidc.Signing;

namespace Bench.Runner;

/// <summary>SigV4 alone, as the signing handler uses it: the headers of the request are there, those of the signature are added.</summary>
public sealed partial class OursSubject
{
    private static readonly SigV4Signer Signer = new();

    [ThreadStatic]
    private static HttpHeaderList? _headers;

    static partial void SignAlone(ref string? authorization)
    {
        var headers = _headers ??= new HttpHeaderList();
        foreach (string name in (ReadOnlySpan<string>)["authorization", "x-amz-date", "x-amz-content-sha256", "host"])
        {
            headers.Remove(name);
        }

        headers.Set("content-type", "application/json");
        Signer.Sign(
            new SignedRequest("POST", "/token", "aws_iam=t", Inputs.Host),
            headers,
            Inputs.IamBody,
            new SigningScope(Inputs.AccessKeyId, Inputs.SecretAccessKey, null, Inputs.Region, Inputs.SigningName),
            TimeProvider.System.GetUtcNow());
        authorization = headers["authorization"];
    }
}
